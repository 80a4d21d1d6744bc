"""The archive: which issues everybody may read, and what has changed since."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Subquery

from publishing.models import Publication
from publishing.newsletter.contents import Contents, Piece, for_everyone
from publishing.newsletter.models.correction import Correction
from publishing.newsletter.models.frozen import FrozenIssue

if TYPE_CHECKING:
    from publishing.newsletter.models.issue import IssuePage

# Quotation marks and the like are commands to the databases' search.
WORDS = re.compile(r"\w+")
LONGEST = 100  # of what people type; more is pasted by mistake
HEADLINES = 3
READ = ("title", "text", "when", "where", "who", "caption", "label", "question")


@dataclass(frozen=True)
class Entry:
    """One issue in a list: its first picture, and its first titles.

    `subject` is empty where it is the title.
    """

    page: "IssuePage"
    subject: str
    picture: Piece | None
    headlines: list[str]


def entries(issues: Iterable["IssuePage"]) -> list[Entry]:
    """Return `issues` as a list shows them; one query, however many they are."""
    issues = list(issues)
    frozen = FrozenIssue.objects.filter(
        publication__page__in=[issue.pk for issue in issues]
    )
    frozen = frozen.select_related("publication", "trial")
    known = {each.publication.page_id: each for each in frozen}
    return [_entry(issue, known.get(issue.pk)) for issue in issues]


def find(issues: QuerySet["IssuePage"], asked_for: str) -> Any:
    """Return those of `issues` that hold the words of `asked_for`; all for none."""
    words = " ".join(WORDS.findall(asked_for[:LONGEST]))
    if not words:
        return issues
    found = issues.search(words, operator="and", order_by_relevance=False)  # type: ignore[attr-defined]
    if found.count():
        return found
    return issues.autocomplete(words, order_by_relevance=False)  # type: ignore[attr-defined]


def words_of(issue: Publication | None) -> str:
    """Return all that the archive says of what has left, for the search."""
    frozen = FrozenIssue.objects.filter(publication=issue).first() if issue else None
    if frozen is None:
        return ""
    pieces = for_everyone(frozen.pieces)
    said = [*pieces, *(entry for piece in pieces for entry in piece.get("entries", []))]
    words = [str(piece[key]) for piece in said for key in READ if piece.get(key)]
    return " ".join([*frozen.subjects, *words])


def picture_of(pieces: Iterable[Piece]) -> Piece | None:
    """Return the first picture among `pieces`, None for none."""
    return next((piece["image"] for piece in pieces if piece.get("image")), None)


def as_known_today(issue: Contents) -> Contents:
    """Return `issue` with a note at each item that a later issue corrected."""
    marks = {piece["mark"] for piece in _with_entries(issue.pieces) if "mark" in piece}
    marks.discard("")
    if not issue.mark or not marks:
        return issue
    notes = _told_later(issue.mark, marks)
    return replace(issue, pieces=[_noted(piece, notes) for piece in issue.pieces])


def _entry(issue: "IssuePage", frozen: FrozenIssue | None) -> Entry:
    pieces = for_everyone(frozen.pieces) if frozen else []
    subject = frozen.better_subject if frozen else issue.subject
    subject = "" if subject == issue.title else subject
    titles = [
        piece["title"] for piece in pieces if piece["kind"] in ("item", "workshop")
    ]
    own = {issue.title, subject}
    headlines = [title for title in titles if title not in own][:HEADLINES]
    return Entry(issue, subject, picture_of(pieces), headlines)


def _with_entries(pieces: Iterable[Piece]) -> Iterable[Piece]:
    for piece in pieces:
        yield piece
        yield from piece.get("entries", [])


def _noted(piece: Piece, notes: dict[str, Piece]) -> Piece:
    noted = {**piece, "changed": notes.get(piece.get("mark", ""))}
    if "entries" in piece:
        noted["entries"] = [_noted(entry, notes) for entry in piece["entries"]]
    return noted


def _told_later(mark: str, marks: Collection[str]) -> dict[str, Piece]:
    """Return what issues after that of `mark` corrected, the last word of each."""
    left_at = FrozenIssue.objects.filter(publication=mark).values("frozen_at")[:1]
    later = Correction.objects.filter(
        item__in=marks, issue__frozen_issue__frozen_at__gt=Subquery(left_at)
    )
    later = later.order_by("pk").select_related("issue__page")
    return {each.item_id: _note(each.text, each.issue) for each in later}


def _note(text: str, issue: Publication) -> Piece:
    page = issue.page
    is_readable = page is not None and page.live
    return {
        "text": text,
        "title": page.title if page and is_readable else "",
        "link": page.url if page and is_readable else "",
    }

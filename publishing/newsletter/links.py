"""The links of an issue's mail, led over addresses of ours that count clicks.

Only the HTML part is led: in the text part people read where a link leads, and
the archive is open to everybody, so both keep the addresses themselves.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from html import escape, unescape

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from publishing.models import Publication
from publishing.newsletter.contents import Contents, Piece
from publishing.newsletter.models.frozen import FrozenIssue
from publishing.newsletter.models.link import Link
from publishing.newsletter.models.subject import Subject

#: The address that counts, by section and target.
Addresses = Mapping[tuple[str, str], str]

#: A link of free text: before its target, the target, up to its words, the words.
ANCHOR = re.compile(
    r'(<a\b[^>]*?\bhref=")(https?://[^"]+)("[^>]*>)(.*?)(?=</a>)', re.DOTALL
)


def lay(
    frozen: FrozenIssue,
    contents: Contents,
    subjects: Collection[Subject] = (Subject.FIRST,),
) -> None:
    """Keep every link that the mail of an issue will hold, once per section.

    Each of `subjects` has its own, so that their clicks can be told apart.
    """
    found: dict[tuple[str, str], str] = {}

    def keep(section: str, words: str, target: str) -> str:
        found.setdefault((section, target), words)
        return target

    with translation.override(contents.language):
        _each_link(contents.for_mail(), keep)
    Link.objects.bulk_create(
        Link(
            issue=frozen,
            subject=subject,
            position=position,
            section=section,
            words=words[:255],
            target=target,
        )
        for subject in subjects
        for position, ((section, target), words) in enumerate(found.items())
    )


def addresses(publication: Publication, subject: str) -> Addresses:
    """Return the addresses that stand for the links of an issue, under one subject."""
    links = Link.objects.filter(issue__publication=publication, subject=subject)
    return {(link.section, link.target): link.address for link in links}


def led(contents: Contents, addresses: Addresses) -> Contents:
    """Return `contents` with addresses that count; links without one stay."""
    return _each_link(
        contents,
        lambda section, words, target: addresses.get((section, target), target),
    )


def _each_link(contents: Contents, change: Callable[[str, str, str], str]) -> Contents:
    """Return `contents` with each target changed by change(section, words, target)."""
    section, pieces = "", []
    for piece in contents.pieces:
        if piece["kind"] == "heading":
            section = piece["text"]
        pieces.append(_changed(piece, partial(change, section)))
    url = contents.url and change("", _("Read this issue online"), contents.url)
    return replace(contents, pieces=pieces, url=url)


def _changed(piece: Piece, change: Callable[[str, str], str]) -> Piece:
    changes: Piece = {}
    if piece.get("link"):
        changes["link"] = change(piece["title"], piece["link"])
    if piece["kind"] == "poll":
        changes["url"] = change(piece["question"], piece["url"])
    if piece["kind"] == "agenda":
        changes["entries"] = [_changed_entry(e, change) for e in piece["entries"]]
    if piece["kind"] == "text":
        changes["html"] = ANCHOR.sub(partial(_changed_anchor, change), piece["html"])
    return {**piece, **changes}


def _changed_entry(entry: Piece, change: Callable[[str, str], str]) -> Piece:
    if not entry["link"]:
        return entry
    return {**entry, "link": change(entry["title"], entry["link"])}


def _changed_anchor(change: Callable[[str, str], str], anchor: re.Match[str]) -> str:
    before, target, after, inside = anchor.groups()
    words = unescape(strip_tags(inside)).strip()
    return f"{before}{escape(change(words, unescape(target)))}{after}{inside}"

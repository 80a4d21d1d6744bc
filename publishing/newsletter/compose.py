"""Composing an issue: what was approved for the newsletter finds its place in it."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from publishing import figures
from publishing.contract import Announcement, Status
from publishing.models import Channel, Publication
from publishing.newsletter.blocks import publications_of
from publishing.newsletter.cargo import let_go_of_past, waiting_items
from publishing.newsletter.coming import take_up
from publishing.newsletter.contents import town_day
from publishing.newsletter.corrections import corrected_in, corrections_for
from publishing.newsletter.models import IssuePage, NewsletterPage
from publishing.newsletter.pages import announcements
from publishing.newsletter.sections import Piece, Section, lay, put, sections_of
from publishing.town_time import say_full_date

Dated = tuple[Publication, Announcement]

#: First in the mail, whatever else there is.
OPENINGS = ("opening", "reopening", "new_owner", "move")


def compose_issue(
    newsletter: NewsletterPage, user: User | None, at: datetime | None = None
) -> IssuePage:
    """Return the draft of the issue that leaves `at` (aware; else the next slot).

    It holds what was approved for the newsletter, what begins in the coming
    weeks, and what readers were told before and is no longer so. There is one
    draft at a time. Composing again adds what came since; what the manager took
    out stays out.
    """
    channel = Channel.objects.get(kind=Channel.Kind.NEWSLETTER)
    # By hand, it may leave at once: only what is over now is left out then.
    useful_at = at or timezone.now()
    at = at or channel.next_slot(useful_at)
    with transaction.atomic():
        take_up(channel, at, newsletter.weeks_ahead, user)
        draft = _draft(newsletter)
        items = list(waiting_items(channel, at))
        over = let_go_of_past(items)
        items = [item for item in items if item.pk not in over]
        corrected: set[str] = set()
        new = draft is None
        if draft is None:
            draft = _new_draft(newsletter, user, at)
        else:
            known, corrected = _seen_in(draft), _corrected_in(draft)
            items = [item for item in items if item.pk not in known]
            draft = draft.get_latest_revision_as_object()
        with translation.override(draft.locale.language_code):
            filling = _Filling(draft, sections_of(newsletter.sections), useful_at)
            if new:
                filling.begin()
            changed = filling.correct(channel, corrected)
            changed = filling.put_in(items) or changed
        if new or changed:
            draft.save_revision(user=user, log_action=True)
    return draft


def title_for(at: datetime) -> str:
    """Return the title of the issue of `at` (aware), in the active language."""
    day = say_full_date(at)
    return _("Newsletter of %(day)s") % {"day": day}


def _draft(newsletter: NewsletterPage) -> IssuePage | None:
    drafts = IssuePage.objects.child_of(newsletter).filter(live=False)
    return drafts.exclude(publications__isnull=False).order_by("pk").last()


def _new_draft(
    newsletter: NewsletterPage, user: User | None, at: datetime
) -> IssuePage:
    with translation.override(newsletter.locale.language_code):
        draft = IssuePage(title=title_for(at), live=False, owner=user)
    return newsletter.add_child(instance=draft)


def _seen_in(draft: IssuePage) -> set[str]:
    """Return the items that ever stood in a revision of `draft`."""
    bodies = (revision.as_object().body for revision in draft.revisions.order_by("pk"))
    return {item.pk for body in bodies for item in publications_of(body)}


def _corrected_in(draft: IssuePage) -> set[str]:
    """Return the items that a revision of `draft` ever corrected."""
    bodies = (revision.as_object().body for revision in draft.revisions.order_by("pk"))
    return {item.pk for body in bodies for item in corrected_in(body)}


class _Filling:
    """Puts each thing into its section of a draft; headings in the active language.

    What has no section in this town is put in nowhere; the manager adds it.
    """

    def __init__(self, draft: IssuePage, sections: list[Section], at: datetime) -> None:
        self.draft, self.at = draft, at
        self.sections = sections
        self.by_kind = {section.gathers: section for section in sections}

    def begin(self) -> None:
        """Lay the sections, with the figure, which is told once."""
        lay(self.draft.body, self.sections)
        pieces: list[Piece] = [
            ("figure", {**vars(figure), "web_only": False})
            for figure in figures.current()
        ]
        self._put("figure", "figure", pieces)

    def correct(self, channel: Channel, seen: set[str]) -> bool:
        """Add what readers were told before and is no longer so."""
        return self._put("changed", "correction", corrections_for(channel, seen))

    def put_in(self, items: list[Publication]) -> bool:
        """Add `items`: openings, other news, workshops, the agenda by date.

        A workshop without a place left stands in the agenda.
        """
        said = announcements(items)
        known = [(i, said[i.page_id]) for i in items if i.page_id in said]
        known = [(i, a) for i, a in known if not _ends_before(a, self.at)]
        told = [each for each in known if not each[1].starts_at]
        told.sort(key=lambda each: each[1].kind not in OPENINGS)
        dated = sorted(
            (each for each in known if each[1].starts_at),
            key=lambda each: each[1].starts_at,  # type: ignore[arg-type,return-value]
        )
        if not self.draft.subject and known:
            self.draft.subject = (told or dated)[0][1].title
        workshops = [each for each in dated if self._is_workshop(each[1])]
        return any(
            (
                self._put("news", "item", [_item(item) for item, _said in told]),
                self._put(
                    "workshops", "workshop", [_workshop(i) for i, _said in workshops]
                ),
                self._put_dates([each for each in dated if each not in workshops]),
            )
        )

    def _is_workshop(self, said: Announcement) -> bool:
        open_ = said.status in (Status.SCHEDULED, Status.RESCHEDULED)
        return said.kind == "session" and open_ and "workshops" in self.by_kind

    def _put(self, gathers: str, kind: str, pieces: list[Piece]) -> bool:
        section = self.by_kind.get(gathers)
        if section is None or not pieces:
            return False
        put(self.draft.body, section, kind, pieces)
        return True

    def _put_dates(self, dated: list[Dated]) -> bool:
        """Add lines to the agenda, which stays in the order of its days."""
        if not dated:
            return False
        lines = [_entry(item, said) for item, said in dated]
        agenda = _first(self.draft.body, "agenda")
        if agenda is None:
            return self._put("agenda", "agenda", [("agenda", _agenda(lines))])
        entries = agenda.value["entries"]
        for line in lines:
            later = [n for n, entry in enumerate(entries) if entry["day"] > line["day"]]
            entries.insert(later[0] if later else len(entries), line)
        return True


def _first(body: StreamValue, kind: str) -> StreamValue.StreamChild | None:
    return next((block for block in body if block.block_type == kind), None)


def _ends_before(said: Announcement, at: datetime) -> bool:
    return said.useless_after is not None and said.useless_after <= at


def _item(item: Publication) -> Piece:
    words = {"publication": item, "title": "", "text": "", "web_only": False}
    return "item", words


def _workshop(item: Publication) -> Piece:
    words = {"publication": item, "text": "", "button": "", "web_only": False}
    return "workshop", words


def _agenda(entries: list[dict[str, object]]) -> dict[str, object]:
    return {"entries": entries, "web_only": False}


def _entry(item: Publication, said: Announcement) -> dict[str, object]:
    """Return an item as a line of the agenda, its date written down."""
    return {
        "publication": item,
        "day": town_day(said.starts_at),  # type: ignore[arg-type]
        "when": said.when,
        "title": said.title,
        "where": said.where,
    }

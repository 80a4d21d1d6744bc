"""What waits in a standstill, and what could become of each item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from publishing import standstill
from publishing.models import Publication
from publishing.models.content import content_of, read_along
from publishing.obstacles import Obstacle, obstacle
from publishing.reconcile import wanted
from publishing.rhythm import Rhythm, Taken
from publishing.standstill import Choice
from publishing.transport import Sentence, transport_for

PER_PAGE = 20
#: What is in doubt is looked for first, whatever is chosen.
IN_DOUBT = {
    Choice.NOW: _("Look; if it isn’t there, send it"),
    Choice.DROP: _("Look; if it isn’t there, leave it so"),
}


@dataclass(frozen=True, kw_only=True)
class WaitedItem:
    """An item that waits in the standstill, and what could become of it.

    `now` and `then` say what is against sending it at once or at `next_slot`,
    "" when nothing is. `kept` is what was chosen for it before.
    """

    publication: Publication
    next_slot: datetime
    now: str
    then: str
    kept: str = ""

    @property
    def in_doubt(self) -> bool:
        """Whether it may be out already."""
        return self.publication.state != Publication.State.PLANNED

    @property
    def proposed(self) -> Choice:
        """Return what was chosen, else what is chosen unless the manager objects."""
        if self.kept in Choice.values:
            return Choice(self.kept)
        if self.in_doubt:
            return Choice.DROP if self.now else Choice.NOW
        if not self.then:
            return Choice.NEXT_SLOT
        return Choice.DROP if self.now else Choice.NOW

    @property
    def choices(self) -> list[tuple[Choice, Sentence, str]]:
        """Return each choice with its words and what is against it."""
        against = {Choice.NOW: self.now, Choice.NEXT_SLOT: self.then}
        words = IN_DOUBT if self.in_doubt else {}
        return [
            (choice, words.get(choice, choice.label), against.get(choice, ""))
            for choice in standstill.may_become(self.publication)
        ]


def waited_items(
    now: datetime, page: str | None = None, kept: Mapping[str, str] | None = None
) -> "Slice[WaitedItem]":
    """Return a page of what has waited until `now` (aware), by few queries.

    The times proposed differ from one another, also from those on other pages: as
    if all were sent at the next.
    """
    publications = list(standstill.waiting(now))
    slots = list(_slots(publications, now))
    shown: Any = Paginator(publications, PER_PAGE).get_page(page)
    begin = (shown.number - 1) * PER_PAGE
    read_along(content_of(each.page) for each in shown.object_list if each.page)
    shown.object_list = [
        _waited(publication, now, slot, (kept or {}).get(publication.pk, ""))
        for publication, slot in zip(shown.object_list, slots[begin:], strict=False)
    ]
    return shown


def page_of_undecided(now: datetime, kept: Mapping[str, str]) -> int:
    """Return the page with the first item for which nothing is chosen yet, else 1."""
    for place, item in enumerate(standstill.waiting(now)):
        if kept.get(item.pk) not in standstill.may_become(item):
            return place // PER_PAGE + 1
    return 1


def _slots(publications: Sequence[Publication], now: datetime) -> Iterator[datetime]:
    """Yield for each its channel's next free time; ask once for each channel."""
    known: dict[int, tuple[Rhythm, Taken]] = {}
    for publication in publications:
        channel = publication.channel
        if channel.pk not in known:
            taken = Taken(channel.publications.taken(now))
            known[channel.pk] = channel.rhythm, taken
        rhythm, taken = known[channel.pk]
        slot = rhythm.next_free(now, taken)
        if publication.state == Publication.State.PLANNED:
            taken.add(slot)
        yield slot


def _waited(
    publication: Publication, now: datetime, slot: datetime, kept: str
) -> WaitedItem:
    announcement = wanted(publication, transport_for(publication.channel))
    at_once, then = (
        _against(obstacle(publication, announcement, at)) for at in (now, slot)
    )
    return WaitedItem(
        publication=publication, next_slot=slot, now=at_once, then=then, kept=kept
    )


def _against(found: Obstacle | None) -> str:
    """Return what only a person can change; what passes by itself is nothing."""
    if found is None or (found.until is not None and not found.told):
        return ""
    return str(found.reason)

"""What fell due in a standstill, and what could become of each item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page

from publishing import standstill
from publishing.models import Publication
from publishing.obstacles import Obstacle, obstacle
from publishing.reconcile import wanted
from publishing.rhythm import Rhythm
from publishing.standstill import Choice
from publishing.transport import transport_for


@dataclass(frozen=True, kw_only=True)
class WaitedItem:
    """An item that fell due in the standstill, and what could become of it.

    `now` and `then` say what is against sending it at once or at `next_slot`,
    "" when nothing is.
    """

    publication: Publication
    next_slot: datetime
    now: str
    then: str

    @property
    def proposed(self) -> Choice:
        """Return what is chosen unless the manager says otherwise."""
        if not self.then:
            return Choice.NEXT_SLOT
        return Choice.DROP if self.now else Choice.NOW

    @property
    def choices(self) -> list[tuple[Choice, str]]:
        """Return each choice with what is against it."""
        against = {Choice.NOW: self.now, Choice.NEXT_SLOT: self.then}
        return [(choice, against.get(choice, "")) for choice in Choice]


def waited_items(now: datetime) -> list[WaitedItem]:
    """Return what has waited until `now` (aware), each with what is against it.

    The times proposed differ from one another: as if all were sent at the next.
    """
    publications = list(standstill.waiting(now))
    _bring_pages(publications)
    return [
        _waited(publication, now, slot)
        for publication, slot in _with_slots(publications, now)
    ]


def _with_slots(
    publications: Sequence[Publication], now: datetime
) -> Iterator[tuple[Publication, datetime]]:
    """Yield each with its channel's next free time; ask once for each channel."""
    known: dict[int, tuple[Rhythm, list[datetime]]] = {}
    for publication in publications:
        channel = publication.channel
        if channel.pk not in known:
            known[channel.pk] = channel.rhythm, channel.publications.taken(now)
        rhythm, taken = known[channel.pk]
        slot = rhythm.next_free(now, taken)
        taken.append(slot)
        yield publication, slot


def _bring_pages(publications: Sequence[Publication]) -> None:
    """Let each know its page as what it is, by one query for each kind of page."""
    ids = [each.page_id for each in publications if each.page_id]
    specific = Page.objects.specific().in_bulk(ids)
    for publication in publications:
        if publication.page is not None:
            page = specific[publication.page.pk]
            page.locale = publication.page.locale
            publication.page = page


def _waited(publication: Publication, now: datetime, slot: datetime) -> WaitedItem:
    announcement = wanted(publication, transport_for(publication.channel))
    at_once, then = (
        _against(obstacle(publication, announcement, at)) for at in (now, slot)
    )
    return WaitedItem(publication=publication, next_slot=slot, now=at_once, then=then)


def _against(found: Obstacle | None) -> str:
    """Return what only a person can change; what passes by itself is nothing."""
    if found is None or (found.until is not None and not found.told):
        return ""
    return str(found.reason)

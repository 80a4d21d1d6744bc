"""What the desk shows of a doubt: what is known, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from publishing.doubt import UNREADABLE, doubtful
from publishing.models import Attempt, Channel, Publication
from publishing.outcomes import call
from publishing.transport import SendError, transport_for

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class DoubtCard:
    """One publication of which nobody knows whether it is there.

    `tried_at` is aware; `looks` counts how often CityHub looked in vain; `address`
    leads people to the channel; `reason` says what it answered.
    """

    publication: Publication
    tried_at: datetime | None
    looks: int
    address: str
    reason: str


def doubt_cards() -> list[DoubtCard]:
    """Return the oldest doubts, by the same few queries however many there are."""
    return _cards(doubtful().prefetch_related("attempts")[:SHOWN])


def doubt_card(publication: Publication) -> DoubtCard | None:
    """Return the card of `publication`, None when there is no doubt about it."""
    found = doubtful().filter(pk=publication.pk).prefetch_related("attempts")
    return next(iter(_cards(found)), None)


def _cards(publications: Iterable[Publication]) -> list[DoubtCard]:
    return [_card(publication) for publication in publications]


def _card(publication: Publication) -> DoubtCard:
    attempts = publication.attempts.all()
    tried = [
        attempt.started_at
        for attempt in attempts
        if attempt.purpose == Attempt.Purpose.PUBLISH
        and attempt.result in Attempt.UNCLEAR
    ]
    absent = [each for each in attempts if each.result == Attempt.Result.ABSENT]
    channel = publication.channel
    unreadable = channel.state in UNREADABLE
    return DoubtCard(
        publication=publication,
        tried_at=min(tried, default=None),
        looks=publication.vain_looks + len(absent),  # type: ignore[attr-defined]
        address=_address(channel),
        reason=channel.reason if unreadable else publication.reason,
    )


def _address(channel: Channel) -> str:
    """Return where people see `channel`; a card must show even without it."""
    try:
        return call(call(transport_for, channel).address)
    except SendError:
        return ""

"""What the desk shows of a doubt: what is known, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from publishing.doubt import UNREADABLE, doubtful
from publishing.models import Attempt, Channel, Publication
from publishing.outcomes import call
from publishing.transport import SendError, transport_for


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


def doubt_cards(publications: Iterable[Publication]) -> list[DoubtCard]:
    """Return the cards of doubtful `publications`, by one query for all their tries."""
    doubts = list(publications)
    prefetch_related_objects(doubts, "attempts")
    return [_card(publication) for publication in doubts]


def doubt_card(publication: Publication) -> DoubtCard | None:
    """Return the card of `publication`, None when there is no doubt about it."""
    return next(iter(doubt_cards(doubtful().filter(pk=publication.pk))), None)


def _card(publication: Publication) -> DoubtCard:
    attempts = publication.attempts.all()
    tried = [
        attempt.started_at
        for attempt in attempts
        if attempt.purpose == Attempt.Purpose.PUBLISH
        and attempt.result in Attempt.UNCLEAR
    ]
    looks = [
        attempt
        for attempt in attempts
        if attempt.result == Attempt.Result.ABSENT
        or (
            attempt.purpose == Attempt.Purpose.LOOK
            and attempt.result in Attempt.SETBACKS
            and attempt.looked_by_id is None
        )
    ]
    channel = publication.channel
    unreadable = channel.state in UNREADABLE
    return DoubtCard(
        publication=publication,
        tried_at=min(tried, default=None),
        looks=len(looks),
        address=_address(channel),
        reason=channel.reason if unreadable else publication.reason,
    )


def _address(channel: Channel) -> str:
    """Return where people see `channel`; a card must show even without it."""
    try:
        return call(call(transport_for, channel).address)
    except SendError:
        return ""

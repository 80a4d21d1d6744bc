"""What is proposed for an item: where it would go, and when, if approved so.

The list, the approval screen, the letters and the deadlines propose by this
alone. An offer that was shown comes back sealed, so that what is approved is
what was seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property

from publishing.contract import Announcement
from publishing.models import Channel, Publication
from publishing.rhythm import Rhythm
from publishing.rules import Rules, proposed_at, refusal

SALT = "desk.offer"
#: A page that lay open for longer proposes times that have gone by.
GOOD_FOR = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One channel of an offer; without `at` (aware) it goes into the next issue."""

    channel: Channel
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """An offer as it came back: which version was seen, and each channel's time."""

    task_state_id: int
    seen: datetime
    times: Mapping[int, datetime | None]


class Offers:
    """Proposes for many items, one after the other, so that no two get one time.

    It asks once for each channel, however many items there are.
    """

    def __init__(
        self, now: datetime, channels: Iterable[Channel] | None = None
    ) -> None:
        """Propose for what comes after `now` (aware); `channels` are the open ones."""
        self.now = now
        self._channels = channels
        self._known: dict[int, tuple[Rhythm, list[datetime]]] = {}

    @cached_property
    def rules(self) -> Rules:
        """Return the town's rules."""
        return Rules.of_the_town()

    @cached_property
    def channels(self) -> list[Channel]:
        """Return the open channels."""
        known = self._channels
        known = Channel.objects.open() if known is None else known
        return sorted(known, key=lambda channel: (channel.kind, channel.pk))

    def places(
        self,
        announcement: Announcement,
        existing: Iterable[Publication] = (),
        *,
        carrier: bool = False,
    ) -> list[Place]:
        """Return where an item would go; `existing` are its own publications."""
        announced = {
            each.channel_id: each
            for each in existing
            if each.wave == Publication.Wave.ANNOUNCE
        }
        return [
            place
            for channel in self.channels
            if (channel.gathers or not carrier)
            and not refusal(channel, announcement, self.now)
            and (
                place := self._place(
                    channel, announcement, announced.get(channel.pk), carrier
                )
            )
        ]

    def _place(
        self,
        channel: Channel,
        said: Announcement,
        announced: Publication | None,
        carrier: bool,
    ) -> Place | None:
        if announced and announced.state not in Publication.State.REPLANNABLE:
            return None
        rule = self.rules.announcing(said.kind, channel.kind)
        if not (announced or carrier or (rule and rule.ticked)):
            return None
        if channel.gathers and not carrier:
            return Place(channel=channel, at=None)
        if announced and announced.state == Publication.State.PLANNED:
            return Place(channel=channel, at=max(announced.at, self.now))
        if channel.pk not in self._known:
            taken = channel.publications.taken(self.now)
            self._known[channel.pk] = channel.rhythm, taken
        rhythm, taken = self._known[channel.pk]
        at = proposed_at(rule, said, self.now, rhythm, taken)
        taken.append(at)
        return Place(channel=channel, at=at)


def first_at(places: Iterable[Place]) -> datetime | None:
    """Return the earliest time (aware) of `places`, None where none has one."""
    return min((place.at for place in places if place.at), default=None)


def seal(task_state_id: int, seen: datetime, places: Iterable[Place]) -> str:
    """Return the offer of `places` for the version made at `seen` (aware)."""
    times = {
        str(place.channel.pk): place.at.isoformat() if place.at else ""
        for place in places
    }
    return signing.dumps([task_state_id, seen.isoformat(), times], salt=SALT)


def unseal(sealed: str) -> Sealed:
    """Return what was offered. Raises BadSignature for what is not ours, or too old."""
    task_state_id, seen, times = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR)
    moment = parse_datetime(seen)
    if moment is None:
        raise signing.BadSignature
    return Sealed(
        task_state_id=task_state_id,
        seen=moment,
        times={
            int(channel): parse_datetime(at) if at else None
            for channel, at in times.items()
        },
    )

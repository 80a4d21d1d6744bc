"""What is proposed for an item: where it would go, and when, if approved so.

The list, the approval screen, the letters and the deadlines propose by this
alone. An offer that was shown comes back sealed, so that what is approved is
what was seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property

from publishing.contract import Announcement
from publishing.desk.diary import Diary
from publishing.models import BlockedDays, Channel, Publication
from publishing.rhythm import Rhythm, Taken
from publishing.rules import Rules, proposed_at, refusal
from publishing.town_time import in_town
from publishing.waves import moment_among

SALT = "desk.offer.waves"
#: A page that lay open for longer proposes times that have gone by.
GOOD_FOR = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One channel of an offer; without `at` (aware) it goes into the next issue.

    Later `wave`s are places of their own: one click plans them, too.
    """

    channel: Channel
    at: datetime | None
    wave: str = Publication.Wave.ANNOUNCE

    @property
    def key(self) -> tuple[int, str]:
        """Return what there is one place for."""
        return self.channel.pk, self.wave

    @property
    def again(self) -> str:
        """Return which occasion it is announced on again, "" for the first time."""
        wave = Publication.Wave(self.wave)
        return "" if wave == wave.ANNOUNCE else str(wave.label)


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """An offer as it came back: which version was seen, and each place's time."""

    task_state_id: int
    seen: datetime
    times: Mapping[tuple[int, str], datetime | None]


class Offers:
    """Proposes for many items, one after the other, so that no two get one time.

    It asks four times, however many items and channels there are.
    """

    def __init__(
        self,
        now: datetime,
        channels: Iterable[Channel] | None = None,
        diary: Diary | None = None,
    ) -> None:
        """Propose for what comes after `now` (aware); `channels` are the open ones."""
        self.now = now
        self._channels = channels
        self._diary = diary
        self._known: dict[int, tuple[Rhythm, Taken]] = {}

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

    @cached_property
    def diary(self) -> Diary:
        """Return what others have."""
        return self._diary or Diary(self.now)

    @cached_property
    def blocked(self) -> list[BlockedDays]:
        """Return the days on which nothing goes out, of all channels."""
        return list(BlockedDays.objects.filter(last__gte=in_town(self.now).date()))

    def places(
        self,
        announcement: Announcement,
        existing: Iterable[Publication] = (),
        *,
        carrier: bool = False,
    ) -> list[Place]:
        """Return where an item would go; `existing` are its own publications."""
        own: dict[int, dict[str, Publication]] = defaultdict(dict)
        for each in existing:
            own[each.channel_id][each.wave] = each
        return [
            place
            for channel in self.channels
            if (channel.gathers or not carrier)
            and not refusal(channel, announcement, self.now)
            for place in self._on(channel, announcement, own[channel.pk], carrier)
        ]

    def rhythm_of(self, channel: Channel) -> tuple[Rhythm, Taken]:
        """Return when `channel` publishes, and what others have there so far."""
        if channel.pk not in self._known:
            rhythm = channel.rhythm_among(self.blocked)
            self._known[channel.pk] = rhythm, Taken(self.diary.taken(channel.pk))
        return self._known[channel.pk]

    def _on(
        self,
        channel: Channel,
        said: Announcement,
        own: Mapping[str, Publication],
        carrier: bool,
    ) -> list[Place]:
        """Return the places on one channel: the announcement, then the later waves."""
        announced = own.get(Publication.Wave.ANNOUNCE)
        first = self._place(channel, said, announced, carrier)
        if first is not None:
            return [first, *self._again(channel, said, own, first.at)]
        if announced and announced.state not in Publication.State.REPLANNABLE:
            return list(self._again(channel, said, own, None))
        return []

    def _again(
        self,
        channel: Channel,
        said: Announcement,
        own: Mapping[str, Publication],
        after: datetime | None,
    ) -> Iterator[Place]:
        """Yield the waves that are ticked on the approval screen, after `after`."""
        start, state = said.starts_at, Publication.State
        if start is None or channel.gathers:
            return
        rhythm, taken = self.rhythm_of(channel)
        for rule in self.rules.again(said.kind, channel.kind):
            known = own.get(rule.wave)
            if not (known.state == state.PLANNED if known else rule.ticked):
                continue
            others = taken
            if known is not None:
                others = Taken(each for each in taken if each != known.at)
            at = moment_among(rule, start, self.now, rhythm, others)
            if known and known.begins_at == start:
                at = known.at
            if at and (after is None or at > after):
                taken.add(at)
                yield Place(channel=channel, at=at, wave=rule.wave)

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
        rhythm, taken = self.rhythm_of(channel)
        at = proposed_at(rule, said, self.now, rhythm, taken)
        taken.add(at)
        return Place(channel=channel, at=at)


def first_at(places: Iterable[Place]) -> datetime | None:
    """Return the earliest time (aware) of `places`, None where none has one."""
    return min((place.at for place in places if place.at), default=None)


def seal(task_state_id: int, seen: datetime, places: Iterable[Place]) -> str:
    """Return the offer of `places` for the version made at `seen` (aware)."""
    times = [[*place.key, place.at.isoformat() if place.at else ""] for place in places]
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
            (channel, wave): parse_datetime(at) if at else None
            for channel, wave, at in times
        },
    )

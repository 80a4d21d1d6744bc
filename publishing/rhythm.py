"""When a channel may publish: its slots, spacing, quiet hours and days off.

A Rhythm knows no rows and no clock: what it must know is handed in. People think
in the town's wall time, so slots, quiet hours and days are wall times; distances
between two instants are real ones, also on the nights when the clocks change.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, partial
from itertools import count

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.days_off import NO_DAYS_OFF, DaysOff
from publishing.town_time import at_town_time, in_town, say_day, say_hour

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
#: Blocked days end before that; what is still not free then never will be.
HORIZON = timedelta(days=400)


@dataclass(frozen=True, order=True)
class Slot:
    """A time that comes again: `weekday` (0 is Monday) and `wall`, the town's time.

    It comes every so many weeks, counted from the week of `since`; or once a
    month, where `of_month` says on which of its weekdays (-1 is the last one).
    """

    weekday: int
    wall: time
    every: int = 1
    since: date = date.min
    of_month: int = 0

    def falls_on(self, day: date) -> bool:
        """Whether it comes on `day`."""
        if day.weekday() != self.weekday:
            return False
        if self.of_month < 0:
            return (day + 7 * DAY).month != day.month
        if self.of_month:
            return (day.day + 6) // 7 == self.of_month
        return (_monday(day) - _monday(self.since)).days // 7 % self.every == 0


@dataclass(frozen=True)
class Blocked:
    """Days, from `first` to `last`, on which nothing is published, and why."""

    first: date
    last: date
    why: str


@dataclass(frozen=True)
class QuietHours:
    """From one town time until another, mostly across midnight."""

    begin: time
    end: time

    def __contains__(self, wall: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= wall < self.end
        return wall >= self.begin or wall < self.end


@dataclass(frozen=True)
class Clash:
    """Why an instant isn't free.

    `firm`: it stays so even if the manager insists, since two items would be
    too close to one another. A search meets hundreds and reads none, so `say`
    makes the sentence when somebody does.
    """

    say: Callable[[], str]
    firm: bool = False

    @property
    def sentence(self) -> str:
        """Return why, in the active language."""
        return self.say()


class Taken(Collection[datetime]):
    """The instants that others have on a channel, in order: a search asks often."""

    def __init__(self, instants: Iterable[datetime] = ()) -> None:
        self._instants = sorted(instant.astimezone(UTC) for instant in instants)

    def __contains__(self, instant: object) -> bool:
        return instant in self._instants

    def __iter__(self) -> Iterator[datetime]:
        return iter(self._instants)

    def __len__(self) -> int:
        return len(self._instants)

    def add(self, instant: datetime) -> None:
        """Note that `instant` (aware) is taken, too."""
        insort(self._instants, instant.astimezone(UTC))
        self.__dict__.pop("by_day", None)

    @cached_property
    def by_day(self) -> Counter[date]:
        """Return how many there are on each town day."""
        return Counter(in_town(instant).date() for instant in self._instants)

    def nearest(self, instant: datetime) -> datetime | None:
        """Return the closest to `instant` (aware), None where there are none."""
        place = bisect_left(self._instants, instant)
        around = self._instants[max(place - 1, 0) : place + 1]
        return min(around, key=lambda other: abs(other - instant), default=None)


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """When one channel publishes. `most_per_day` 0: as many as there are."""

    slots: tuple[Slot, ...] = ()
    spacing: timedelta = timedelta(0)
    most_per_day: int = 0
    quiet: QuietHours | None = None
    blocked: tuple[Blocked, ...] = ()
    days_off: DaysOff = NO_DAYS_OFF

    def why_not(self, at: datetime, taken: Collection[datetime] = ()) -> Clash | None:
        """Return what is against `at` (aware), None when it is free.

        `taken` are the instants (aware) of all other items on the channel.
        """
        return self._against(at, _ordered(taken))

    def _against(self, at: datetime, others: Taken) -> Clash | None:
        return (
            self._too_close(at, others)
            or self._closed(at)
            or self._too_many(in_town(at).date(), others)
        )

    def next_free(self, after: datetime, taken: Collection[datetime] = ()) -> datetime:
        """Return the first free slot later than `after` (aware).

        Without slots, the first free quarter of an hour.
        """
        slots = [slot for slot in self.slots if not self._is_quiet(slot.wall)]
        moments = self._slots_after(after, slots) if slots else _quarters_after(after)
        return self._first_free(moments, taken)

    def next_moment(
        self, after: datetime, taken: Collection[datetime] = ()
    ) -> datetime:
        """Return the first free quarter of an hour after `after`, slot or not."""
        return self._first_free(_quarters_after(after), taken)

    def free_slots(
        self, begin: datetime, end: datetime, taken: Collection[datetime] = ()
    ) -> list[datetime]:
        """Return the free slots between two instants (aware), in order."""
        found = []
        others = _ordered(taken)
        for moment in self._slots_after(begin, self.slots) if self.slots else ():
            if moment >= end:
                break
            if self._against(moment, others) is None:
                found.append(moment)
        return found

    def _first_free(
        self, moments: Iterator[datetime], taken: Collection[datetime]
    ) -> datetime:
        first, others = None, _ordered(taken)
        for moment in moments:
            first = first or moment
            # Quiet hours that leave no quarter of an hour would never end.
            if moment - first > HORIZON or self._against(moment, others) is None:
                return moment
        raise AssertionError  # moments never end

    def _slots_after(
        self, after: datetime, slots: Collection[Slot]
    ) -> Iterator[datetime]:
        first = in_town(after).date()
        for number in count():
            day = first + number * DAY
            meant = self.days_off.meant_for(day)
            walls = {slot.wall for slot in slots if any(map(slot.falls_on, meant))}
            for wall in sorted(walls):
                moment = at_town_time(day, wall)
                # In UTC: two instants of one zone compare by their wall time.
                if moment.astimezone(UTC) > after:
                    yield moment

    def _closed(self, at: datetime) -> Clash | None:
        local = in_town(at)
        for days in self.blocked:
            if days.first <= local.date() <= days.last:
                return Clash(partial(_say_blocked, local.date(), days.why))
        if holiday := self.days_off.holiday(local.date()):
            return Clash(partial(_say_holiday, local.date(), holiday))
        if self.quiet and self._is_quiet(local.time()):
            return Clash(partial(_say_quiet, self.quiet))
        return None

    def _is_quiet(self, wall: time) -> bool:
        return self.quiet is not None and wall in self.quiet

    def _too_close(self, at: datetime, others: Taken) -> Clash | None:
        instant = at.astimezone(UTC)
        nearest = others.nearest(instant)
        if nearest is None:
            return None
        apart = abs(instant - nearest)
        if apart and apart >= self.spacing:
            return None
        return Clash(partial(_say_too_close, nearest, self.spacing), firm=True)

    def _too_many(self, day: date, others: Taken) -> Clash | None:
        if not self.most_per_day:
            return None
        that_day = others.by_day[day]
        if that_day < self.most_per_day:
            return None
        return Clash(partial(_say_too_many, that_day, day))


def _say_blocked(day: date, why: str) -> str:
    sentence = _("Nothing is published on %(day)s: %(why)s.")
    return sentence % {"day": say_day(day), "why": why.rstrip(".")}


def _say_holiday(day: date, name: str) -> str:
    sentence = _("%(day)s is a public holiday: %(name)s.")
    return sentence % {"day": capfirst(say_day(day)), "name": name}


def _say_quiet(quiet: QuietHours) -> str:
    sentence = _("Nothing is published between %(begin)s and %(end)s.")
    return sentence % {"begin": say_hour(quiet.begin), "end": say_hour(quiet.end)}


def _say_too_close(other: datetime, spacing: timedelta) -> str:
    words = {"hour": say_hour(in_town(other).time())}
    if not spacing:
        return _("Another item goes out at %(hour)s already.") % words
    minutes = int(spacing.total_seconds() // 60)
    return ngettext(
        "Another item goes out at %(hour)s: they stay a minute apart.",
        "Another item goes out at %(hour)s: they stay %(minutes)d minutes apart.",
        minutes,
    ) % {**words, "minutes": minutes}


def _say_too_many(number: int, day: date) -> str:
    sentence = ngettext(
        "One item goes out on %(day)s already, the most for a day.",
        "%(number)d items go out on %(day)s already, the most for a day.",
        number,
    )
    return sentence % {"number": number, "day": say_day(day)}


def _ordered(taken: Collection[datetime]) -> Taken:
    return taken if isinstance(taken, Taken) else Taken(taken)


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _quarters_after(after: datetime) -> Iterator[datetime]:
    begin = after.astimezone(UTC).replace(second=0, microsecond=0)
    begin += QUARTER - timedelta(minutes=begin.minute % 15)
    return (in_town(begin + number * QUARTER) for number in count())

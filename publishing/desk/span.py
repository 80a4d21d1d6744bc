"""Some whole weeks of all channels, day by day: a month, a week or a list."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import Coalesce, RowNumber, TruncDate
from django.utils import timezone
from wagtail import hooks

from publishing.models import (
    BlockedDays,
    Channel,
    Publication,
    TownDate,
    TownHolidays,
)
from publishing.town_time import at_town_time, in_town
from publishing.transport import Sight, transport_for

DAY = timedelta(days=1)
#: What was cancelled or withdrawn is shown only when it is asked for.
SHOWN = (
    *Publication.State.OPEN,
    Publication.State.PUBLISHED,
    Publication.State.FAILED,
    Publication.State.MISSED,
)
#: What one day shows at most; the list of the day has the others.
MOST = 8
#: So many on one channel and day crowd each other out, unless the channel says.
CROWD = 4
#: So many days without anything, and readers forget the channel.
GAP = 5

#: A month shows hundreds: of each, no more is read than stands on its day.
READ = (
    *("page_title", "wave", "state", "at", "published_at"),
    *("channel__kind", "channel__name"),
)


@dataclass(frozen=True, kw_only=True)
class FreeSlot:
    """A slot of a channel that nobody has."""

    at: datetime
    channel: Channel


@dataclass(frozen=True, kw_only=True)
class OtherPost:
    """Something that somebody else put on a channel."""

    channel: Channel
    seen: Sight


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """One day on which a channel has too much."""

    day: date
    channel: Channel
    number: int


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Days in a row, still to come, on which a channel has nothing."""

    first: date
    last: date
    channel: Channel


@dataclass(kw_only=True)
class CalendarDay:
    """One day: what goes out or went out, what is blocked, what is free.

    `town` names what happens in town on that day, `dates` what the town keeps,
    `more` how many publications there are besides those shown.
    """

    day: date
    inside: bool
    today: bool
    publications: list[Publication] = field(default_factory=list)
    more: int = 0
    others: list[OtherPost] = field(default_factory=list)
    blocked: list[BlockedDays] = field(default_factory=list)
    free: list[FreeSlot] = field(default_factory=list)
    town: list[str] = field(default_factory=list)
    dates: list[TownDate] = field(default_factory=list)
    holiday: str = ""
    school: str = ""
    crowded: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is planned, was said, or happens."""
        return not (
            self.publications
            or self.others
            or self.blocked
            or self.free
            or self.town
            or self.dates
            or self.holiday
        )


class Span:
    """The days from Monday to Sunday around `first` to `last`, on `channels`.

    `wanted` says which publications are shown; gaps and crowds count them all.
    """

    def __init__(
        self, first: date, last: date, channels: Iterable[Channel], wanted: Q
    ) -> None:
        self.first, self.last = first, last
        begin, end = first - first.weekday() * DAY, last + (6 - last.weekday()) * DAY
        self.today = in_town(timezone.now()).date()
        self.days = {
            day: CalendarDay(
                day=day, inside=first <= day <= last, today=day == self.today
            )
            for day in _days(begin, end)
        }
        self.begin = at_town_time(begin, time.min)
        self.end = at_town_time(end + DAY, time.min)
        self.channels = list(channels)
        blocked = BlockedDays.objects.filter(first__lte=end, last__gte=begin)
        self.blocked = list(blocked.select_related("channel"))
        self._put_days(begin, end)
        self._put_town()
        self._put_publications(wanted)
        self._put_free()
        for channel in self.channels:
            self._put_others(channel)

    def _put_days(self, begin: date, end: date) -> None:
        for row in self.blocked:
            for day in self._from_to(row.first, row.last):
                day.blocked.append(row)
        for kept in TownDate.objects.filter(first__lte=end, last__gte=begin):
            for day in self._from_to(kept.first, kept.last):
                day.dates.append(kept)
        chosen = TownHolidays.of_the_town()
        holidays, school = chosen.public, chosen.school(begin, end)
        for day in self.days.values():
            day.holiday = holidays.get(day.day, "")
            day.school = school.get(day.day, "")

    def _put_town(self) -> None:
        for say in hooks.get_hooks("what_happens_in_town"):
            for on, title in say(self.begin, self.end):
                if on in self.days:
                    self.days[on].town.append(title)

    def _from_to(self, first: date, last: date) -> Iterable[CalendarDay]:
        return (day for day in self.days.values() if first <= day.day <= last)

    def _put_publications(self, wanted: Q) -> None:
        counts: Counter[tuple[date, int]] = Counter()
        rows = self._leaving().order_by().values("day", "channel_id")
        for row in rows.annotate(
            wanted=Count("pk", filter=wanted),
            counted=Count("pk", filter=Q(state__in=SHOWN)),
        ):
            self.days[row["day"]].more += row["wanted"]
            counts[row["day"], row["channel_id"]] = row["counted"]
        self._count(counts)
        number = Window(RowNumber(), partition_by=[F("day")], order_by=F("when").asc())
        for publication in (
            self._leaving()
            .filter(wanted)
            .annotate(number=number)
            .filter(number__lte=MOST)
            .select_related("channel")
            .only(*READ)
            .order_by("when", "pk")
        ):
            day = self.days[publication.day]
            day.publications.append(publication)
            day.more -= 1

    def _leaving(self) -> Any:
        """Return what leaves or left on these days, each with its `day` in town."""
        return Publication.objects.filter(
            Q(published_at__gte=self.begin, published_at__lt=self.end)
            | Q(published_at=None, at__gte=self.begin, at__lt=self.end),
            carried=False,
        ).annotate(
            when=Coalesce("published_at", "at"),
            day=TruncDate("when", tzinfo=timezone.get_default_timezone()),
        )

    def _count(self, counts: Counter[tuple[date, int]]) -> None:
        """Find the days that are crowded, and the gaps, on each channel."""
        self.crowds: list[Crowd] = []
        self.gaps: list[Gap] = []
        for channel in self.channels:
            most = channel.most_per_day or CROWD
            for day in self.days.values():
                number = counts[day.day, channel.pk]
                if number > most or (number == most and not channel.most_per_day):
                    day.crowded = True
                    self.crowds.append(
                        Crowd(day=day.day, channel=channel, number=number)
                    )
            if not channel.gathers:  # an issue a week leaves no gap
                self._find_gaps(channel, counts)

    def _find_gaps(self, channel: Channel, counts: Counter[tuple[date, int]]) -> None:
        run: list[date] = []
        for day in [*self.days, None]:
            if day and day >= self.today and not counts[day, channel.pk]:
                run.append(day)
                continue
            if len(run) >= GAP:
                self.gaps.append(Gap(first=run[0], last=run[-1], channel=channel))
            run = []

    def _put_free(self) -> None:
        begin = max(self.begin, timezone.now())
        if begin >= self.end:
            return
        taken = Publication.objects.taken_by_channel(begin)
        for channel in self.channels:
            rhythm = channel.rhythm_among(self.blocked)
            for at in rhythm.free_slots(begin, self.end, taken[channel.pk]):
                free = FreeSlot(at=at, channel=channel)
                self.days[in_town(at).date()].free.append(free)

    def _put_others(self, channel: Channel) -> None:
        for seen in transport_for(channel).other_posts(self.begin, self.end):
            day = self.days[in_town(seen.published_at).date()]
            day.others.append(OtherPost(channel=channel, seen=seen))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + number * DAY for number in range((last - first).days + 1))

"""One month of all channels, day by day."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from wagtail import hooks

from publishing.models import BlockedDays, Channel, Publication
from publishing.town_time import at_town_time, in_town
from publishing.transport import Sight, transport_for

DAY = timedelta(days=1)
#: What was cancelled or withdrawn is in the list, not on the calendar.
SHOWN = (
    *Publication.State.OPEN,
    Publication.State.PUBLISHED,
    Publication.State.FAILED,
    Publication.State.MISSED,
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


@dataclass(kw_only=True)
class CalendarDay:
    """One day: what goes out or went out, what is blocked, what is free.

    `town` names what happens in town on that day.
    """

    day: date
    in_month: bool
    today: bool
    publications: list[Publication] = field(default_factory=list)
    others: list[OtherPost] = field(default_factory=list)
    blocked: list[BlockedDays] = field(default_factory=list)
    free: list[FreeSlot] = field(default_factory=list)
    town: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say about it."""
        return not (
            self.publications or self.others or self.blocked or self.free or self.town
        )


class Month:
    """A month in whole weeks, from Monday to Sunday."""

    def __init__(self, year: int, month: int) -> None:
        self.first = date(year, month, 1)
        days = calendar.Calendar().itermonthdates(year, month)
        today = in_town(timezone.now()).date()
        self.days = {
            day: CalendarDay(day=day, in_month=day.month == month, today=day == today)
            for day in days
        }
        self.begin = at_town_time(min(self.days), time.min)
        self.end = at_town_time(max(self.days) + DAY, time.min)
        self._put_blocked()
        self._put_publications()
        for channel in Channel.objects.open().order_by("pk"):
            self._put_free(channel)
            self._put_others(channel)
        self._put_town()

    @property
    def previous(self) -> date:
        """Return a day of the month before."""
        return self.first - DAY

    @property
    def next(self) -> date:
        """Return a day of the month after."""
        return self.first + 31 * DAY

    def _put_publications(self) -> None:
        found = (
            Publication.objects.filter(
                Q(published_at__gte=self.begin, published_at__lt=self.end)
                | Q(published_at=None, at__gte=self.begin, at__lt=self.end),
                carried=False,
                state__in=SHOWN,
            )
            .select_related("channel")
            .order_by("at")
        )
        for publication in found:
            when = publication.published_at or publication.at
            self.days[in_town(when).date()].publications.append(publication)

    def _put_blocked(self) -> None:
        first, last = min(self.days), max(self.days)
        rows = BlockedDays.objects.filter(first__lte=last, last__gte=first)
        for row in rows.select_related("channel"):
            for day in self.days.values():
                if row.first <= day.day <= row.last:
                    day.blocked.append(row)

    def _put_free(self, channel: Channel) -> None:
        begin = max(self.begin, timezone.now())
        taken = channel.publications.taken(begin)
        for at in channel.rhythm.free_slots(begin, self.end, taken):
            self.days[in_town(at).date()].free.append(FreeSlot(at=at, channel=channel))

    def _put_others(self, channel: Channel) -> None:
        for seen in transport_for(channel).other_posts(self.begin, self.end):
            day = self.days[in_town(seen.published_at).date()]
            day.others.append(OtherPost(channel=channel, seen=seen))

    def _put_town(self) -> None:
        for say in hooks.get_hooks("what_happens_in_town"):
            for day, title in say(self.begin, self.end):
                if day in self.days:
                    self.days[day].town.append(title)

"""When things happen in the town, counted from the moment it is built."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cityhub.demo.told import DateTold
from events.models import EventDate


class Calendar:
    """Turns "Saturday of next week, ten o'clock" into instants; wall time of the town."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.today = timezone.localdate(now)

    def ago(self, days: int) -> datetime:
        """Return a moment of the working day, `days` ago; an hour ago for today."""
        if days == 0:
            return self.now - timedelta(hours=1)
        return self.at(-days, time(9, 30))

    def at(self, days: int, wall: time) -> datetime:
        """Return the instant of `wall` on the day that is `days` from today."""
        day = self.today + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, wall))

    def date(self, told: DateTold) -> EventDate:
        """Return the row of a date that is told."""
        days = told.days
        if days is None:
            days = 7 * told.week + told.weekday - self.today.weekday()
        return EventDate(
            starts_at=self.at(days, time.fromisoformat(told.starts)),
            ends_at=self.at(days, time.fromisoformat(told.ends)),
        )

"""The proof that beat, broker, worker and database work together."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

ALARM = timedelta(minutes=2)


class Heartbeat(models.Model):
    """Signs of life: the beat's through the whole path, and one given when asked."""

    BEAT = 1
    ASKED = 2

    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.at.isoformat()

    @classmethod
    def beat(cls, row: int = BEAT) -> None:
        """Note that the path works now."""
        cls.objects.update_or_create(pk=row, defaults={"at": timezone.now()})

    @classmethod
    def last(cls, row: int = BEAT) -> datetime | None:
        """Return when the path worked last (aware), None for never."""
        return cls.objects.filter(pk=row).values_list("at", flat=True).first()

    @classmethod
    def is_alive(cls) -> bool:
        """Whether the path worked within the last two minutes."""
        last = cls.last()
        return last is not None and abs(timezone.now() - last) < ALARM

    @classmethod
    def ahead_by(cls, now: datetime) -> timedelta:
        """Return by how much the clock was put back since the last beat.

        `now` is aware; no time at all when it was not, or by less than the alarm.
        """
        last = cls.last()
        put_back = last is not None and last - now > ALARM
        return last - now if last and put_back else timedelta()

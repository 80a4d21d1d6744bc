"""The proof that beat, broker, worker and database work together."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

ALARM = timedelta(minutes=2)


class Heartbeat(models.Model):
    """One row, written through the whole path: beat, broker, worker, database."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.at.isoformat()

    @classmethod
    def beat(cls) -> None:
        """Note that the path works now."""
        cls.objects.update_or_create(pk=1, defaults={"at": timezone.now()})

    @classmethod
    def last(cls) -> datetime | None:
        """Return when the path worked last (aware), None for never."""
        return cls.objects.filter(pk=1).values_list("at", flat=True).first()

    @classmethod
    def is_alive(cls) -> bool:
        """Whether the path worked within the last two minutes."""
        last = cls.last()
        return last is not None and timezone.now() - last < ALARM

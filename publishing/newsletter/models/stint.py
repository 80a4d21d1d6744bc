"""Who is at work on an issue: one row for each sender, with a lease."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from publishing.models import Publication
from publishing.models.attempt import lease


class StintQuerySet(models.QuerySet["Stint"]):
    """Stints, by whether somebody is still behind them."""

    def begin(self, publication: Publication) -> "Stint":
        """Return a new stint on `publication`, for one lease."""
        return self.create(
            publication=publication, lease_until=timezone.now() + lease()
        )

    def at_work(self, now: datetime) -> "StintQuerySet":
        """Return those whose lease holds at `now` (aware)."""
        return self.filter(lease_until__gt=now)


class Stint(models.Model):
    """One worker sending mails of one issue, beside others.

    What it has in hand carries its number, and nobody else touches that before
    its lease is over.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="stints"
    )
    began_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField()

    objects = StintQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.publication_id} #{self.pk}"

    def renew(self) -> bool:
        """Hold for one more lease; False when it was over, and others took over."""
        now = timezone.now()
        mine = Stint.objects.at_work(now).filter(pk=self.pk)
        return mine.update(lease_until=now + lease()) == 1

    def end(self) -> None:
        """Leave nothing in hand: what it had may be taken over at once."""
        Stint.objects.filter(pk=self.pk).update(lease_until=timezone.now())

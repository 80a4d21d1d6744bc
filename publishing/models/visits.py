"""Visits through short links: counted per publication and day, nobody known."""

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone


class DailyVisits(models.Model):
    """How often one publication's short link was followed on one town day.

    No cookie, no address, no person: only a count.
    """

    publication = models.ForeignKey(
        "publishing.Publication", on_delete=models.CASCADE, related_name="visits"
    )
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "day"], name="one_count_per_publication_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.day}: {self.count}"

    @classmethod
    def add(cls, publication_id: str) -> None:
        """Count one visit of today (town time)."""
        row = cls.objects.filter(
            publication_id=publication_id, day=timezone.localdate()
        )
        if row.update(count=F("count") + 1):
            return
        try:
            with transaction.atomic():
                cls.objects.create(
                    publication_id=publication_id, day=timezone.localdate(), count=1
                )
        except IntegrityError:
            row.update(count=F("count") + 1)

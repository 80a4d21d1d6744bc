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
        today = {"publication_id": publication_id, "day": timezone.localdate()}
        count_one(cls.objects.all(), "count", **today)


def count_one(rows: models.QuerySet, counter: str, **which: object) -> None:
    """Add one to `counter` of the one row that `which` names, made when it lacks.

    One statement, but for the row's first.
    """
    if rows.filter(**which).update(**{counter: F(counter) + 1}):
        return
    try:
        with transaction.atomic():
            rows.create(**which, **{counter: 1})
    except IntegrityError:
        rows.filter(**which).update(**{counter: F(counter) + 1})

"""Which slots of the newsletter's rhythm have got their draft."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from publishing.newsletter.models.issue import IssuePage


class ComposedIssue(models.Model):
    """The draft that composed itself for one slot: one, whatever becomes of it."""

    slot = models.DateTimeField(unique=True)
    issue = models.ForeignKey(
        IssuePage, null=True, on_delete=models.SET_NULL, related_name="composed_for"
    )
    composed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.slot}: {self.issue}"

    @classmethod
    def last_slot_of(cls, issue: IssuePage, before: datetime) -> datetime | None:
        """Return for which slot `issue` was composed last, before another one."""
        rows = cls.objects.filter(issue=issue, slot__lt=before).order_by("slot")
        return rows.values_list("slot", flat=True).last()

"""One try to reach the outside world, written before the first byte leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts, by what is known of them."""

    def unclear(self) -> "models.QuerySet[Attempt]":
        """Return the tries after which the item may be there or not."""
        return self.filter(purpose=Attempt.Purpose.PUBLISH, result__in=Attempt.UNCLEAR)


class Attempt(models.Model):
    """One call for a publication; it stays when the process that made it dies."""

    class Purpose(models.TextChoices):
        PUBLISH = "publish", _("publish")
        AMEND = "amend", _("amend")
        WITHDRAW = "withdraw", _("withdraw")

    class Result(models.TextChoices):
        STARTED = "started", _("started, no answer known")
        DONE = "done", _("done")
        PARTIAL = "partial", _("done in part, goes on")
        FOUND = "found", _("found there")
        ABSENT = "absent", _("looked: not there")
        NOT_SENT = "not_sent", _("not sent")
        LATER = "later", _("asked to wait")
        AMBIGUOUS = "ambiguous", _("no clear answer")
        REFUSED = "refused", _("refused")
        CHANNEL_DOWN = "channel_down", _("channel does not work")

    UNCLEAR = (Result.STARTED, Result.AMBIGUOUS)

    publication = models.ForeignKey(
        "publishing.Publication", on_delete=models.CASCADE, related_name="attempts"
    )
    purpose = models.CharField(
        max_length=10, choices=Purpose.choices, default=Purpose.PUBLISH
    )
    fence = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(
        max_length=15, choices=Result.choices, default=Result.STARTED
    )
    detail = models.TextField(blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["publication", "result"])]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.purpose}: {self.result}"

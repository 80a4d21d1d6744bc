"""One try to reach the outside world, written before the first byte leaves."""

from datetime import datetime, timedelta
from itertools import takewhile

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models.uptime import machine, uptime

#: Setbacks beyond this number make no difference any more.
ENOUGH = 12


def lease() -> timedelta:
    """Return how long one claim holds: longer than any call to a channel."""
    return timedelta(seconds=settings.PUBLISHING_LEASE_SECONDS)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts, by what is known of them."""

    def unclear(self) -> "models.QuerySet[Attempt]":
        """Return the tries after which the item may be there or not."""
        return self.filter(purpose=Attempt.Purpose.PUBLISH, result__in=Attempt.UNCLEAR)

    def that_put_it_there(self) -> "Attempt | None":
        """Return the try by which it stands where it stands, None if unknown."""
        out = (Attempt.Result.DONE, Attempt.Result.FOUND)
        return self.filter(purpose=Attempt.Purpose.PUBLISH, result__in=out).last()

    def vain_turns(self) -> int:
        """Return how many of the last tries to publish nobody found afterwards.

        What a person saw since begins them anew.
        """
        seen = self.exclude(looked_by=None).last()
        tries = self.filter(
            purpose=Attempt.Purpose.PUBLISH, pk__gt=seen.pk if seen else 0
        )
        results = tries.exclude(result__in=Attempt.UNCLEAR).order_by("-pk")
        known = results.values_list("result", flat=True)[:ENOUGH]
        return len(list(takewhile(Attempt.Result.ABSENT.__eq__, known)))

    def setbacks(self) -> int:
        """Return how many of the last tries in a row came to nothing."""
        results = self.order_by("-pk").values_list("result", flat=True)[:ENOUGH]
        return len(list(takewhile(Attempt.SETBACKS.__contains__, results)))


class Attempt(models.Model):
    """One call for a publication; it stays when the process that made it dies."""

    class Purpose(models.TextChoices):
        PUBLISH = "publish", _("publish")
        FOLLOW_UP = "follow_up", _("add below it")
        AMEND = "amend", _("amend")
        WITHDRAW = "withdraw", _("withdraw")
        LOOK = "look", _("look whether it is there")
        REMARK = "remark", _("correct by a comment")

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
    SETBACKS = (
        *UNCLEAR,
        Result.ABSENT,
        Result.NOT_SENT,
        Result.LATER,
        Result.CHANNEL_DOWN,
    )

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
    wording = models.TextField(blank=True, help_text="What was sent, as text.")
    pictures = models.JSONField(
        null=True, help_text="What was sent as pictures; null: not known."
    )
    detail = models.TextField(blank=True, help_text="For the log; never a token.")
    machine = models.CharField(max_length=36, blank=True, default=machine)
    uptime = models.FloatField(
        default=uptime, help_text="When that machine noted the start, then the end."
    )
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who looked, where CityHub could not.",
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["publication", "result"])]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.purpose}: {self.result}"

    def end(self, result: Result, detail: str = "") -> None:
        """Note how it ended."""
        self.result, self.detail, self.ended_at = result, detail, timezone.now()
        self.machine, self.uptime = machine(), uptime()
        self.save(update_fields=["result", "detail", "ended_at", "machine", "uptime"])

    def settled_at(self, grace: timedelta) -> datetime:
        """Return the instant (aware) from which the channel shows what became of it.

        Without any answer, the process that made it may still be sending until
        its lease is over. On the machine that made it the wait is true even when
        its clock was put forward or back meanwhile.
        """
        wait = grace if self.ended_at else lease() + grace
        if self.machine and self.machine == machine():
            passed = timedelta(seconds=uptime() - self.uptime)
        else:
            passed = timezone.now() - (self.ended_at or self.started_at)
        return timezone.now() + wait - passed

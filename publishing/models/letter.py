"""Mail to one person about one step, kept until the mail server took it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: A worker that died with a letter in its hand leaves it to the next after this.
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=30)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters, by what is to be done with them."""

    def due(self, now: datetime) -> "LetterQuerySet":
        """Return those to be sent by `now`, oldest first."""
        return self.filter(due_at__lte=now).order_by("due_at")

    def take_off(self, by: timedelta, now: datetime) -> None:
        """Let those that wait wait less; nobody holds one for longer than a lease.

        A clock was put back to `now` (aware).
        """
        waiting = self.filter(due_at__gt=now + LEASE)
        waiting.update(due_at=Greatest(F("due_at") - by, now + LEASE))


class Letter(models.Model):
    """A mail to be sent; written in the transaction of the step it tells of."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField()
    html = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING
    )
    due_at = models.DateTimeField(null=True, default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="letter_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    def claim(self, now: datetime) -> bool:
        """Take it for one lease; False when another worker was faster."""
        mine = Letter.objects.filter(
            pk=self.pk, state=self.State.WAITING, due_at=self.due_at, tries=self.tries
        )
        self.due_at, self.tries = now + LEASE, self.tries + 1
        return mine.update(due_at=self.due_at, tries=self.tries) == 1

    def record_sent(self) -> None:
        """Note that the mail server took it."""
        self._become(self.State.SENT, None, "")

    def record_failed(self, reason: str) -> None:
        """Note that it will never be taken, and why."""
        self._become(self.State.FAILED, None, reason)

    def postpone(self, reason: str) -> None:
        """Try again later; each vain try waits twice as long, within bounds."""
        wait = min(FIRST_WAIT * 2 ** min(self.tries - 1, 10), LONGEST_WAIT)
        self._become(self.State.WAITING, timezone.now() + wait, reason)

    def send_again(self) -> bool:
        """Put a failed letter back among those that are due; False if it isn't."""
        failed = Letter.objects.filter(pk=self.pk, state=self.State.FAILED)
        again = {"state": self.State.WAITING, "due_at": timezone.now(), "tries": 0}
        return failed.update(**again, reason="") == 1

    def _become(self, state: str, due_at: datetime | None, reason: str) -> None:
        mine = Letter.objects.filter(pk=self.pk, tries=self.tries)
        self.state, self.due_at, self.reason = state, due_at, reason
        mine.update(state=state, due_at=due_at, reason=reason)

"""Two subjects of one issue, tried on a part of its readers."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter.models.delivery import Delivery
from publishing.newsletter.models.frozen import FrozenIssue
from publishing.newsletter.models.subject import Subject


class TrialQuerySet(models.QuerySet["Trial"]):
    """Trials of subjects."""

    def of(self, publication: Publication) -> "Trial | None":
        """Return the trial of an issue, None where one subject is for all."""
        found = self.filter(issue__publication=publication)
        return found.select_related("issue__publication", "decided_by").first()


class Trial(models.Model):
    """How it was judged: what was tried, until when, and which subject the rest got.

    While `winner` is empty the rest of the list is *reserved*. The counts are
    those of the decision; later clicks don't change them.
    """

    class Why(models.TextChoices):
        """Why the rest got it; TIE, FEW and SMALL are always for the first subject."""

        CLICKS = "clicks"
        TIE = "tie"
        FEW = "few"
        BY_HAND = "by_hand"
        SMALL = "small"

    issue = models.OneToOneField(
        FrozenIssue, on_delete=models.CASCADE, related_name="trial"
    )
    second = models.CharField(max_length=255)
    hours = models.PositiveSmallIntegerField()
    decides_at = models.DateTimeField(
        null=True, help_text="Known when nearly all on whom it is tried had their mail."
    )
    winner = models.CharField(max_length=6, choices=Subject, blank=True)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_mailed = models.PositiveIntegerField(default=0)
    first_clicks = models.PositiveIntegerField(default=0)
    second_mailed = models.PositiveIntegerField(default=0)
    second_clicks = models.PositiveIntegerField(default=0)

    objects = TrialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(winner="", decided_at=None)
                | models.Q(~models.Q(winner=""), decided_at__isnull=False),
                name="a_decided_trial_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue.subject} / {self.second}"

    @property
    def subjects(self) -> dict[str, str]:
        """Return both subjects in words."""
        return {Subject.FIRST: self.issue.subject, Subject.SECOND: self.second}

    def wait(self, now: datetime) -> None:
        """Let the hours of the trial begin; they began already where another was first."""
        mine = Trial.objects.filter(pk=self.pk, decides_at=None)
        mine.update(decides_at=now + timedelta(hours=self.hours))
        self.refresh_from_db(fields=["decides_at"])

    def decide(
        self,
        winner: Subject,
        why: Why,
        counts: dict[str, int],
        *,
        by: AbstractBaseUser | None = None,
    ) -> bool:
        """Give the rest of the list the subject `winner`; False: it was decided.

        `counts` holds the four figures of the decision. The rest may leave from
        now on.
        """
        now = timezone.now()
        state = Delivery.State
        with transaction.atomic():
            undecided = Trial.objects.filter(pk=self.pk, winner="")
            if not undecided.update(
                winner=winner, why=why, decided_at=now, decided_by=by, **counts
            ):
                return False
            rest = Delivery.objects.filter(
                publication=self.issue.publication_id, state=state.RESERVED
            )
            rest.update(state=state.WAITING, subject=winner, due_at=now)
        return True

"""What was sent for approval: what it says, by when to decide, what was decided.

It stands beside Wagtail's own row of the step. Lists and deadlines read it, so
that they need not open the version of each page.
"""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, TaskState

from publishing.contract import Announcement, Audience, Picture, Status

#: How long a decision can be taken back, unless something has gone out before.
UNDO_FOR = timedelta(minutes=10)
MOMENTS = ("starts_at", "ends_at", "useless_after")
#: What a row keeps as words, and is read back.
WRITTEN = (*MOMENTS, "day")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions, by what the desk has to do with them."""

    def overdue(self, now: datetime) -> "SubmissionQuerySet":
        """Return those that nobody decided by `now` (aware), oldest first."""
        waiting = self.filter(
            decide_by__lte=now,
            decided_at=None,
            task_state__status=TaskState.STATUS_IN_PROGRESS,
        )
        return waiting.order_by("decide_by")

    def undoable(self, now: datetime) -> "SubmissionQuerySet":
        """Return those whose approval may still be taken back, latest first."""
        return self.filter(undo_until__gt=now).order_by("-decided_at", "pk")


class Submission(models.Model):
    """One item that waits, or waited, for approval."""

    task_state = models.OneToOneField(
        TaskState,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="submission",
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    seen = models.DateTimeField(help_text="When the version was made it tells of.")
    said = models.JSONField(
        null=True,
        help_text="Its announcement; null for what is announced nowhere.",
    )
    carrier = models.BooleanField(default=False)
    leaves = models.BooleanField(
        default=False, help_text="It is on the site, and asks to be taken off."
    )
    picture_print = models.CharField(
        max_length=16, blank=True, help_text="Alike pictures have alike prints."
    )
    decide_by = models.DateTimeField(null=True)
    went_by = models.PositiveSmallIntegerField(
        default=0, help_text="How many deadlines went by."
    )

    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    deputy = models.CharField(
        max_length=80, blank=True, help_text="Who decided by mail, by name."
    )
    planned = models.JSONField(
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text="By publication: for when it was planned before, null for never.",
    )
    live_before = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undo_until = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes = [
            models.Index(
                fields=["decide_by"],
                condition=Q(decided_at=None),
                name="submission_deadline",
            ),
            models.Index(
                fields=["undo_until"],
                condition=Q(undo_until__isnull=False),
                name="submission_undo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}"

    @property
    def title(self) -> str:
        """Return the item's title, "" for what is announced nowhere."""
        return self.said["title"] if self.said else ""

    @property
    def announcement(self) -> Announcement | None:
        """Return what the item said about itself when it was sent."""
        return _thawed(self.said) if self.said else None

    @property
    def closed_days(self) -> list[date]:
        """Return on which of its days the place it names was closed, as that said."""
        days = (self.said or {}).get("closed_days", [])
        return [date.fromisoformat(day) for day in days]

    def give_until(self, decide_by: datetime | None) -> bool:
        """Set the next deadline (aware); False when another one did, or it is decided.

        None: nothing happens by itself any more.
        """
        mine = Submission.objects.filter(
            pk=self.pk, decide_by=self.decide_by, decided_at=None
        )
        given = mine.update(decide_by=decide_by, went_by=F("went_by") + 1) == 1
        if given:
            self.refresh_from_db(fields=["decide_by", "went_by"])
        return given

    def record_decided(self, **how: Any) -> None:
        """Note that it is decided, how, and by whom."""
        self.decided_at = timezone.now()
        for name, value in how.items():
            setattr(self, name, value)
        self.save(update_fields=["decided_at", *how])

    def take_decision_back(self, now: datetime) -> bool:
        """Let it wait again; False when it is too late, or another one did."""
        mine = Submission.objects.filter(pk=self.pk, undo_until__gt=now)
        return (
            mine.update(undo_until=None, decided_at=None, decided_by=None, deputy="")
            == 1
        )


def frozen(
    announcement: Announcement, closed_days: Iterable[date] = ()
) -> dict[str, Any]:
    """Return `announcement` as a row keeps it, with days on which its place is closed."""
    said = asdict(announcement)
    said["closed_days"] = [day.isoformat() for day in closed_days]
    for name in WRITTEN:
        said[name] = said[name].isoformat() if said[name] else None
    return said


def _thawed(said: dict[str, Any]) -> Announcement:
    """Return the announcement that a row keeps; what it no longer knows is left out."""
    known = {field.name for field in fields(Announcement)}
    values = {name: value for name, value in said.items() if name in known}
    for name in MOMENTS:
        values[name] = parse_datetime(values[name]) if values.get(name) else None
    values["day"] = parse_date(values["day"]) if values.get("day") else None
    values["audience"] = Audience(values["audience"])
    values["status"] = Status(values["status"])
    values["tags"] = tuple(values["tags"])
    values["more_pictures"] = tuple(Picture(**each) for each in values["more_pictures"])
    return Announcement(**values)

"""What people decide on a publication; each verb is one conditional UPDATE."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

#: A transition that asks for nothing but the fence.
ANYHOW = Q()


class DecidedOn(models.Model):
    """The verbs of people: authors and commerce managers."""

    # What the publication itself has; a class variable to mypy alone.
    State: Any
    state: Any
    carried: Any
    _transition: Any

    class Meta:
        abstract = True

    def cancel(self) -> bool:
        """Take back a plan, or let a failed one go; False when on its way or out."""
        return self._transition(
            Q(state__in=(self.State.PLANNED, self.State.FAILED, self.State.MISSED)),
            state=self.State.CANCELLED,
            due_at=None,
        )

    def move(self, at: datetime, *, insisted: bool = False, reason: str = "") -> bool:
        """Plan it for another instant (aware); False when it is on its way or out.

        `insisted`: also in quiet hours or on a blocked day.
        """
        return self._transition(
            Q(state=self.State.PLANNED),
            at=at,
            insisted=insisted,
            due_at=None if self.carried else at,
            handed_at=None,
            reason=reason,
        )

    def move_along(self, at: datetime, begins_at: datetime) -> bool:
        """Remind at `at` of what begins at `begins_at` now (both aware)."""
        return self.move(at) and self._transition(ANYHOW, begins_at=begins_at)

    def retry(self) -> bool:
        """Send a failed or missed one after all, now."""
        now = timezone.now()
        return self._transition(
            Q(state__in=(self.State.FAILED, self.State.MISSED)),
            state=self.State.PLANNED,
            due_at=None if self.carried else now,
            handed_at=None,
            reason="",
        )

    def look_now(self) -> bool:
        """Have an unsure one looked for at once; False when CityHub is at it, or done.

        What was sent again and again and never found, only a person can tell.
        """
        return self._transition(
            Q(state=self.State.UNSURE, lease_until=None, due_at__isnull=False),
            due_at=timezone.now(),
            handed_at=None,
        )

    def give_up(self) -> bool:
        """Have a doubtful one looked for, but not sent again; False when it isn't.

        Not even a worker that holds it loses it by that.
        """
        doubtful = Q(state__in=(self.State.SENDING, self.State.UNSURE))
        return self._transition(doubtful, given_up=True)

"""What a channel tells by itself of a publication, while nobody holds the claim."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from publishing.models.attempt import Attempt


class ToldOf(models.Model):
    """The verbs of a publication of which its channel tells."""

    # What the publication itself has; a class variable to mypy alone.
    State: Any
    state: Any
    channel: Any
    attempts: Any
    fence: Any
    lease_until: Any
    _transition: Any

    class Meta:
        abstract = True

    @property
    def may_be_planned_again(self) -> bool:
        """Whether it was taken away, by us or there, from where posts stand alone."""
        taken_back = self.state == self.State.WITHDRAWN
        return taken_back and not self.channel.gathers

    def held_until(self, now: datetime) -> datetime | None:
        """Return until when a worker may be at it at `now` (aware), None: nobody is."""
        held = self.lease_until is not None and self.lease_until > now
        return self.lease_until if held else None

    def look_now(self) -> bool:
        """Have a doubtful one looked at without waiting; False when it isn't."""
        return self._hear(self.State.UNSURE, due_at=timezone.now(), handed_at=None)

    def record_changed_there(self, wording: str, reason: str) -> bool:
        """Note what stands there since somebody changed it on the channel."""
        return self._hear(self.State.PUBLISHED, sent_wording=wording, reason=reason)

    def record_removed_there(self, remote_id: str, reason: str) -> bool:
        """Note that somebody removed it on the channel, as `remote_id`.

        A doubtful one was there, then: what was unclear has been found.
        """
        with transaction.atomic():
            removed = self._hear(
                self.State.PUBLISHED,
                self.State.UNSURE,
                fence=self.fence + 1,
                state=self.State.WITHDRAWN,
                remote_id=remote_id,
                reason=reason,
                due_at=None,
            )
            if removed:
                for attempt in self.attempts.unclear():
                    attempt.end(Attempt.Result.FOUND, attempt.detail)
        return removed

    def _hear(self, *states: str, **changes: Any) -> bool:
        return self._transition(Q(state__in=states, lease_until=None), **changes)

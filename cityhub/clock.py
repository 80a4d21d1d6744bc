"""The beat's schedule, whatever is done to the machine's clock."""

from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler

#: A last run that lies further ahead than this was noted by another clock.
AHEAD = timedelta(seconds=1)


class SteadyScheduler(PersistentScheduler):
    """Goes on at once when the clock was put back.

    Celery's own waits until the clock shows again the instants that it had
    computed: for an hour after a step of an hour, nothing would be published.
    """

    def tick(self, *args: Any, **options: Any) -> float:
        """Run what is due; begin anew when the clock was put back."""
        now = self.app.now()
        entries = self.schedule.values()
        runs = [entry.last_run_at for entry in entries if entry.last_run_at]
        if any(run - now > AHEAD for run in runs):
            for entry in entries:
                entry.last_run_at = now
            self._heap = None
        return super().tick(*args, **options)

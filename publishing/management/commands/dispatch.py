"""`manage.py dispatch`: do what is due now, in this process, then end."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from publishing import embargo, letters
from publishing.dispatch import dispatch
from publishing.models import Channel, Publication


class Command(BaseCommand):
    """The engine without Celery: for cron, for tests, for a look at what happens."""

    help = "Do what is due now, in this process, then end."

    def handle(self, *args: object, **options: object) -> None:
        """Lift embargoes, bring forward what is due, deliver the letters."""
        embargo.lift()
        Channel.objects.resume_rested(timezone.now())
        before = None
        # Each step changes the row; one that does not is left to the next run.
        while (due := self._due()) and due != before:
            for publication_id, _fence in due:
                dispatch(publication_id)
            before = due
        letters.deliver_due()

    def _due(self) -> list[tuple[str, int]]:
        due = Publication.objects.due(timezone.now())
        return list(due.values_list("pk", "fence"))

"""Count the fans of each channel now."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publishing.growth import counting
from publishing.growth.models import FanCount
from publishing.town_time import in_town


class Command(BaseCommand):
    """Count the fans of each channel now, as Celery does once a day."""

    help = "Counts the fans of each open channel for today."

    def handle(self, *args: object, **options: object) -> None:
        """Count, then say each number and each failure."""
        missing = counting.take_fan_counts()
        today = in_town(timezone.now()).date()
        for row in FanCount.objects.filter(day=today).select_related("channel"):
            self.stdout.write(f"{row.channel}: {row.count}")
        if missing:
            raise CommandError(
                "\n".join(f"{row.channel}: {row.reason}" for row in missing)
            )

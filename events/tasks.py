"""What the agenda does by the clock."""

from celery import shared_task
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from events.models import WorkshopPage

MONTHS_AHEAD = 6


@shared_task
def lay_sessions() -> None:
    """Make the coming sessions of each workshop from its rule."""
    until = timezone.localdate() + relativedelta(months=MONTHS_AHEAD)
    for workshop in WorkshopPage.objects.live():
        workshop.lay_sessions(until)

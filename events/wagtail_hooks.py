"""What the agenda says on the desk's calendar."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone
from wagtail import hooks

from events.models import EventDate, SessionPage
from publishing.contract import Status

#: What doesn't take place on its day.
CALLED_OFF = (Status.CANCELLED, Status.POSTPONED)


@hooks.register("what_happens_in_town")
def say_what_begins(begin: datetime, end: datetime) -> Iterator[tuple[date, str]]:
    """Yield day and title of what begins from `begin` until `end`, by one query."""
    dates = EventDate.objects.filter(
        event__live=True, starts_at__gte=begin, starts_at__lt=end
    ).exclude(event__status__in=CALLED_OFF)
    sessions = (
        SessionPage.objects.live()
        .filter(starts_at__gte=begin, starts_at__lt=end)
        .exclude(status__in=CALLED_OFF)
    )
    both = (
        dates.order_by()
        .values_list("starts_at", "event__title")
        .union(sessions.order_by().values_list("starts_at", "title"), all=True)
    )
    # Wagtail's admin activates the zone of each person; a day is the town's.
    town = timezone.get_default_timezone()
    for starts_at, title in both.order_by("starts_at"):
        yield timezone.localtime(starts_at, town).date(), title

"""Days of the town, as instants."""

from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone


def start_of(day: date) -> datetime:
    """Return the instant at which `day` begins in town."""
    return timezone.make_aware(datetime.combine(day, time.min))


def not_over(now: datetime) -> Q:
    """Select what ends after `now`, and what says no end until its day is over."""
    today = start_of(timezone.localtime(now).date())
    return Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gte=today)

"""The rule of a series, expanded in town wall time by python-dateutil.

"Every first Tuesday at 8:30" stays 8:30 when the clocks change, so a rule is
expanded naive and given its zone afterwards.
"""

from datetime import UTC, date, datetime, time

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 (rules are read in wall time)


def validate_rule(rule: str) -> None:
    """Refuse what is not an RFC 5545 recurrence rule.

    Raises ValidationError with a sentence for the person who typed it.
    """
    try:
        rrulestr(rule, dtstart=ANY_DAY)
    except (ValueError, TypeError):
        message = _(
            "This is not a rule that calendars understand. Write, for example, "
            "FREQ=MONTHLY;BYDAY=1TU for the first Tuesday of each month."
        )
        raise ValidationError(message, code="invalid") from None


def occurrences(
    rule: str, starts_on: date, starts: time, until: date
) -> list[datetime]:
    """Return the aware instants of `rule` from `starts_on` to `until`, inclusive.

    A wall time that does not exist on a day (the night of the change to summer
    time) is moved forward by the hour that is missing.
    """
    first = datetime.combine(starts_on, starts)
    naive = rrulestr(rule, dtstart=first).between(
        first, datetime.combine(until, time.max), inc=True
    )
    return [_in_town(moment) for moment in naive]


def _in_town(moment: datetime) -> datetime:
    # There and back again: what does not exist comes back an hour later.
    there = timezone.make_aware(moment).astimezone(UTC)
    return timezone.localtime(there)

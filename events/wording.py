"""Dates as people say them: "samedi 5 décembre, 10 h – 18 h"."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from shops.wording import say_day, say_time

__all__ = [
    "needs_year",
    "say_dates",
    "say_day",
    "say_hour",
    "say_hours",
    "say_span",
]

Span = tuple[datetime, datetime | None]


def say_dates(spans: Sequence[Span], language: str) -> str:
    """Return `spans` (aware start, aware end or None) in town time, in `language`.

    One date is said in full; several as the first, the last and their number.
    Returns "" for none.
    """
    if not spans:
        return ""
    with translation.override(language):
        if len(spans) == 1:
            return say_span(*spans[0])
        return _("%(count)d dates, from %(first)s to %(last)s") % {
            "count": len(spans),
            "first": say_day(_town_day(spans[0][0])),
            "last": say_day(_town_day(spans[-1][0])),
        }


def say_span(starts_at: datetime, ends_at: datetime | None, year: bool = False) -> str:
    """Return one date with its hours, in the active language."""
    first, last = _town_day(starts_at), _town_day(ends_at or starts_at)
    if last == first:
        said = _("%(day)s, %(hours)s") if ends_at else _("%(day)s at %(hours)s")
        return said % {
            "day": say_day(first, year=year),
            "hours": say_hours(starts_at, ends_at),
        }
    return _("from %(first)s, %(opens)s to %(last)s, %(closes)s") % {
        "first": say_day(first),
        "opens": say_hour(starts_at),
        "last": say_day(last, year=year),
        "closes": say_hour(ends_at or starts_at),
    }


def say_hours(starts_at: datetime, ends_at: datetime | None) -> str:
    """Return the hours only: "10 h – 18 h", or "10 h" without an end."""
    if ends_at is None:
        return say_hour(starts_at)
    return f"{say_hour(starts_at)} – {say_hour(ends_at)}"


def say_hour(moment: datetime) -> str:
    """Return the hour of an instant in town: "10 h", "8 h 30"; "10 am", "8:30 am"."""
    local = timezone.localtime(moment)
    return say_time(local.hour, local.minute)


def needs_year(day: date, today: date) -> bool:
    """Return whether people would ask which year `day` is in."""
    return not -60 < (day - today).days < 300


def _town_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()

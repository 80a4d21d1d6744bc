"""Dates as people say them: "samedi 5 décembre, 10 h – 18 h"."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

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
            return _say_span(*spans[0])
        first = _day(timezone.localtime(spans[0][0]))
        last = _day(timezone.localtime(spans[-1][0]))
        return _("%(count)d dates, from %(first)s to %(last)s") % {
            "count": len(spans),
            "first": first,
            "last": last,
        }


def _say_span(starts_at: datetime, ends_at: datetime | None) -> str:
    start = timezone.localtime(starts_at)
    if ends_at is None:
        return _("%(day)s at %(time)s") % {"day": _day(start), "time": _hour(start)}
    end = timezone.localtime(ends_at)
    if end.date() == start.date():
        return f"{_day(start)}, {_hour(start)} – {_hour(end)}"
    return _("from %(first)s to %(last)s") % {
        "first": f"{_day(start)} {_hour(start)}",
        "last": f"{_day(end)} {_hour(end)}",
    }


def _day(moment: datetime) -> str:
    # Translators: Django's date format letters; weekday, day, month.
    return date_format(moment, _("l j F"))


def _hour(moment: datetime) -> str:
    if moment.minute:
        # Translators: Django's time format letters, an hour with minutes.
        return date_format(moment, _("g:i a"))
    # Translators: Django's time format letters, a full hour.
    return date_format(moment, _("g a"))

"""Hours and days as people say them: "8 h 30", "demain à 10 h"."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def say_time(hour: int, minute: int) -> str:
    """Return an hour of the day in the active language: "10 h", "8:30 am"."""
    if minute:
        said = (
            _("{hour12}:{minute:02} am") if hour < 12 else _("{hour12}:{minute:02} pm")
        )
    else:
        said = _("{hour12} am") if hour < 12 else _("{hour12} pm")
    return said.format(hour12=hour % 12 or 12, hour24=hour, minute=minute)


def say_soon(moment: datetime, now: datetime) -> str:
    """Return an instant of the coming week as seen from `now`: "demain à 10 h"."""
    then, today = timezone.localtime(moment), timezone.localtime(now).date()
    at = {"time": say_time(then.hour, then.minute)}
    days = (then.date() - today).days
    if days == 0 or (days == 1 and then.hour < 6):  # still tonight, for people
        return _("at %(time)s") % at
    if days == 1:
        return _("tomorrow at %(time)s") % at
    if days < 7:
        return _("%(day)s at %(time)s") % {"day": date_format(then, "l"), **at}
    return _("on %(day)s at %(time)s") % {"day": say_date(then.date()), **at}


def say_date(day: date) -> str:
    """Return `day` without its weekday: "5 décembre"."""
    if day.day == 1:
        # Translators: Django's date format letters for the first of a month.
        return date_format(day, pgettext("the first of a month", "j F"))
    # Translators: Django's date format letters; day, month.
    return date_format(day, _("j F"))


def say_day(day: date, *, year: bool = False) -> str:
    """Return `day` with its weekday: "samedi 5 décembre"; the year when asked."""
    if day.day == 1:
        # Translators: Django's date format letters for the first of a month.
        said = date_format(day, pgettext("the first of a month", "l j F"))
    else:
        # Translators: Django's date format letters; weekday, day, month.
        said = date_format(day, _("l j F"))
    return f"{said} {day.year}" if year else said


def say_days(first: date, last: date) -> str:
    """Return days in a row: "jeudi 24 décembre", "du samedi 1er au lundi 3 août"."""
    if first == last:
        return say_day(first)
    days = {"first": say_day(first), "last": say_day(last)}
    return _("from %(first)s to %(last)s") % days

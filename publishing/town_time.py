"""Instants as the town says them: "lundi 23 novembre, 8 h"."""

from datetime import UTC, date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def in_town(moment: datetime) -> datetime:
    """Return `moment` (aware) on the town's clock, whatever zone is active.

    Wagtail's admin activates the zone of each person's profile; what is planned
    for the town is said and typed in the town's time.
    """
    return moment.astimezone(timezone.get_default_timezone())


def at_town_time(day: date, wall: time) -> datetime:
    """Return the instant (aware) at which the town's clock shows `wall` on `day`.

    A wall time that the change to summer time skips is an hour later; one that
    comes twice in autumn is the first.
    """
    moment = datetime.combine(day, wall, timezone.get_default_timezone())
    return in_town(moment.astimezone(UTC))


def say_moment(moment: datetime) -> str:
    """Return `moment` (aware) in words, in the active language and town time."""
    local = in_town(moment)
    # Translators: a day, then an hour: "Monday 23 November, 8 am"
    return _("%(day)s, %(hour)s") % {
        "day": say_day(local.date()),
        "hour": say_hour(local.time()),
    }


def say_day(day: date) -> str:
    """Return `day` in words; its year only when it is another one."""
    here = day.year == in_town(timezone.now()).year
    if day.day == 1:
        # Translators: the first of a month, in Django's date format letters.
        letters = pgettext("first", "l j F") if here else pgettext("first", "l j F Y")
    elif here:
        # Translators: Django's date format letters; weekday, day, month.
        letters = _("l j F")
    else:
        # Translators: Django's date format letters; weekday, day, month, year.
        letters = _("l j F Y")
    return date_format(day, letters)


def say_date(day: date, *, year: bool = False) -> str:
    """Return `day` in words without its weekday."""
    if day.day == 1:
        # Translators: the first of a month, in Django's date format letters.
        letters = pgettext("first", "j F Y") if year else pgettext("first", "j F")
    elif year:
        # Translators: Django's date format letters; day, month, year.
        letters = _("j F Y")
    else:
        # Translators: Django's date format letters; day, month.
        letters = _("j F")
    return date_format(day, letters)


def say_full_date(moment: datetime) -> str:
    """Return the day in town of `moment` (aware), with its year: "1er mai 2027"."""
    return say_date(in_town(moment).date(), year=True)


def say_full_moment(moment: datetime) -> str:
    """Return the same with its hour: "1er mai 2027, 8 h 30"."""
    hour = say_hour(in_town(moment).time())
    return _("%(day)s, %(hour)s") % {"day": say_full_date(moment), "hour": hour}


def say_hour(wall: time) -> str:
    """Return the time of day `wall` in words."""
    moment = datetime.combine(date.min, wall)
    if wall.minute:
        # Translators: Django's time format letters, an hour with minutes.
        said = date_format(moment, _("g:i a"))
    else:
        # Translators: Django's time format letters, a full hour.
        said = date_format(moment, _("g a"))
    # "8 pm": a sentence that ends with it would else close with two stops.
    return said.replace(".m.", "m")

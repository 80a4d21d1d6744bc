"""Instants as the town says them: "lundi 23 novembre, 8 h"."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def in_town(moment: datetime) -> datetime:
    """Return `moment` (aware) on the town's clock, whatever zone is active.

    Wagtail's admin activates the zone of each person's profile; what is planned
    for the town is said and typed in the town's time.
    """
    return moment.astimezone(timezone.get_default_timezone())


def say_moment(moment: datetime) -> str:
    """Return `moment` (aware) in words, in the active language and town time."""
    local = in_town(moment)
    if local.year == in_town(timezone.now()).year:
        # Translators: Django's date format letters; weekday, day, month.
        day = date_format(local, _("l j F"))
    else:
        # Translators: Django's date format letters; weekday, day, month, year.
        day = date_format(local, _("l j F Y"))
    if local.minute:
        # Translators: Django's time format letters, an hour with minutes.
        hour = date_format(local, _("g:i a"))
    else:
        # Translators: Django's time format letters, a full hour.
        hour = date_format(local, _("g a"))
    # Translators: a day, then an hour: "Monday 23 November, 8 a.m."
    return _("%(day)s, %(hour)s") % {"day": day, "hour": hour}

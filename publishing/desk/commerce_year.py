"""The dates of commerce of a year, as they are proposed to a French town.

The sales follow the decree of 27 May 2019 (Code de commerce, D. 310-15-2): four
weeks from the second Wednesday of January, or the first if that is after the
12th; and from the last Wednesday of June, or the one before if that is after
the 28th. Border departments have other dates: the town changes its rows.
"""

from datetime import date, timedelta

from dateutil.easter import easter
from django.utils.translation import gettext as _

from publishing.models import TownDate

WEEK = timedelta(days=7)
SALES = 4 * WEEK - timedelta(days=1)
WEDNESDAY, THURSDAY, SATURDAY, SUNDAY = 2, 3, 5, 6


def proposed_dates(year: int) -> list[TownDate]:
    """Return the dates of `year`, not saved, in order."""
    winter, summer = _winter_sales(year), _summer_sales(year)
    black_friday = _nth(year, 11, THURSDAY, 4) + timedelta(days=1)
    days = [
        (_("Winter sales"), winter, winter + SALES),
        (_("Valentine’s Day"), date(year, 2, 14), None),
        (_("Grandmothers’ Day"), _nth(year, 3, SUNDAY, 1), None),
        (_("Easter"), easter(year), None),
        (_("Mother’s Day"), _mothers(year), None),
        (_("Father’s Day"), _nth(year, 6, SUNDAY, 3), None),
        (_("Summer sales"), summer, summer + SALES),
        (_("Back to school"), date(year, 9, 1), None),
        (_("Day of local shops"), _nth(year, 10, SATURDAY, 2), None),
        (_("Halloween"), date(year, 10, 31), None),
        (_("Black Friday"), black_friday, None),
        (_("Saint Nicholas"), date(year, 12, 6), None),
        (_("Christmas shopping"), date(year, 12, 1), date(year, 12, 24)),
    ]
    return sorted(
        (
            TownDate(name=name, first=first, last=last or first)
            for name, first, last in days
        ),
        key=lambda each: each.first,
    )


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7) + (number - 1) * WEEK


def _winter_sales(year: int) -> date:
    second = _nth(year, 1, WEDNESDAY, 2)
    return second - WEEK if second.day > 12 else second


def _summer_sales(year: int) -> date:
    last = date(year, 6, 30)
    last -= timedelta(days=(last.weekday() - WEDNESDAY) % 7)
    return last - WEEK if last.day > 28 else last


def _mothers(year: int) -> date:
    """Return the last Sunday of May; the first of June where that is Pentecost."""
    last = date(year, 5, 31)
    last -= timedelta(days=(last.weekday() - SUNDAY) % 7)
    return last + WEEK if last == easter(year) + 7 * WEEK else last

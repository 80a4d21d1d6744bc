"""School holidays in France, by zone, as far as they are decided."""

from datetime import date
from functools import cache

from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException


@cache
def _decided() -> SchoolHolidayDates:
    """Return the library's table; reading it takes half a second."""
    return SchoolHolidayDates()


def school_holidays(zone: str, first: date, last: date) -> dict[date, str]:
    """Return the names of the holidays of `zone` ("A", "B" or "C") by day.

    A year that is not decided yet has none.
    """
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        try:
            days = _decided().holidays_for_year_and_zone(year, zone)
        except UnsupportedYearException:
            continue
        found |= {
            day: said["nom_vacances"]
            for day, said in days.items()
            if first <= day <= last
        }
    return found

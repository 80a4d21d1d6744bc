"""School holidays in France, by zone, as far as they are decided."""

from datetime import date

from django.conf import settings
from vacances_scolaires_france import SchoolHolidayDates, UnsupportedYearException

_DATES = SchoolHolidayDates()


def school_holidays(first: date, last: date) -> dict[date, str]:
    """Return the school holidays' names by day; {} where the town has no zone.

    A year that is not decided yet has none.
    """
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1) if settings.SCHOOL_ZONE else ():
        try:
            days = _DATES.holidays_for_year_and_zone(year, settings.SCHOOL_ZONE)
        except UnsupportedYearException:
            continue
        found |= {
            day: said["nom_vacances"]
            for day, said in days.items()
            if first <= day <= last
        }
    return found

"""Public holidays: what is meant for one leaves before it, after it, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)
SATURDAY = 5


class OnHolidays(models.TextChoices):
    """What becomes of a slot on a public holiday."""

    AS_USUAL = "", _("as on every other day")
    LATER = "later", _("on the next working day")
    EARLIER = "earlier", _("on the working day before")
    SKIP = "skip", _("not at all that week")


@dataclass(frozen=True)
class DaysOff:
    """Public holidays by their names, and what becomes of the slots on them."""

    rule: str = OnHolidays.AS_USUAL
    holidays: Mapping[date, str] = field(default_factory=dict)

    def holiday(self, day: date) -> str:
        """Return the name of the holiday that keeps things from leaving on `day`."""
        return self.holidays.get(day, "") if self.rule else ""

    def meant_for(self, day: date) -> list[date]:
        """Return the days whose slots come on `day`: its own, and holidays' beside it.

        A holiday's slots move to a day from Monday to Friday only.
        """
        if self.holiday(day):
            return []
        days = [day]
        if self.rule in (OnHolidays.AS_USUAL, OnHolidays.SKIP) or _is_weekend(day):
            return days
        step = -DAY if self.rule == OnHolidays.LATER else DAY
        beside = day + step
        while self.holiday(beside) or _is_weekend(beside):
            if self.holiday(beside):
                days.append(beside)
            beside += step
        return days


NO_DAYS_OFF = DaysOff()


def public_holidays(country: str, part: str | None) -> Mapping[date, str]:
    """Return the holidays of a country or a part of it, in the active language."""
    return _named(country, part, get_language() or settings.LANGUAGE_CODE)


@lru_cache
def _named(country: str, part: str | None, language: str) -> Mapping[date, str]:
    known = holidays.country_holidays(country, subdiv=part).supported_languages
    spoken = [each for each in known if each.startswith(language[:2])]
    return holidays.country_holidays(
        country, subdiv=part, language=spoken[0] if spoken else None
    )


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY

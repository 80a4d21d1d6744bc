"""Opening hours as data, read by the opening_hours library (OpenStreetMap syntax)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol, TypeVar

import opening_hours
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PUBLIC_HOLIDAYS = opening_hours.OpeningHours("PH", country="FR")
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class Weekday(models.IntegerChoices):
    """Days as `datetime.weekday()` numbers them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Stretch(Protocol):
    """A stretch of a weekday: opens and closes in town time."""

    weekday: int
    opens: time
    closes: time


AnyStretch = TypeVar("AnyStretch", bound=Stretch)


@dataclass(frozen=True, kw_only=True)
class OpenNow:
    """Whether a shop is open at an instant, and until or from when.

    `changes_at` is an aware instant in town time, None when nothing changes.
    """

    is_open: bool
    changes_at: datetime | None


def osm(stretches: Iterable[Stretch]) -> str:
    """Return `stretches` in OpenStreetMap's opening_hours syntax, "" for none.

    Days are joined by a comma: after a semicolon, Saturday's hours would end
    what Friday's evening left open past midnight.
    """
    return ", ".join(
        f"{OSM_DAYS[day]} "
        + ",".join(f"{s.opens:%H:%M}-{s.closes:%H:%M}" for s in some)
        for day in range(7)
        if (some := [s for s in stretches if s.weekday == day])
    )


def hours_by_day(stretches: Iterable[AnyStretch]) -> list[tuple[str, list[AnyStretch]]]:
    """Return each weekday's name with its stretches, [] when there are none at all."""
    known = sorted(stretches, key=lambda stretch: (stretch.weekday, stretch.opens))
    if not known:
        return []
    return [
        (str(day.label), [stretch for stretch in known if stretch.weekday == day])
        for day in Weekday
    ]


def is_public_holiday(at: datetime) -> bool:
    """Return whether `at` (aware) lies on a French public holiday."""
    return PUBLIC_HOLIDAYS.is_open(timezone.localtime(at).replace(tzinfo=None))


def open_now(stretches: Iterable[Stretch], at: datetime) -> OpenNow | None:
    """Return whether the shop is open at `at` (aware); None without any hours."""
    expression = osm(list(stretches))
    if not expression:
        return None
    hours = opening_hours.OpeningHours(expression)
    local = timezone.localtime(at).replace(tzinfo=None)
    change = hours.next_change(local)
    return OpenNow(
        is_open=hours.is_open(local),
        changes_at=timezone.make_aware(change) if change else None,
    )

"""Opening hours as data, read by the opening_hours library (OpenStreetMap syntax)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar

import opening_hours
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip

#: Until then a night belongs to the day before, for people.
NIGHT_ENDS = time(6)


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


class Apart(Protocol):
    """Days in a row, in town time, closed unless it opens and closes."""

    first_day: date
    last_day: date
    opens: time | None
    closes: time | None


AnyApart = TypeVar("AnyApart", bound=Apart)
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


def osm_apart(rows: Iterable[Apart]) -> str:
    """Return days with other hours in the same syntax, "" for none.

    Each stands after a semicolon, since it puts aside what was said before; a day
    within a longer stretch of days comes after that, and so holds.
    """
    days: dict[tuple[date, date], list[str]] = {}
    for row in rows:
        hours = days.setdefault((row.first_day, row.last_day), [])
        if row.opens is not None and row.closes is not None:
            hours.append(f"{row.opens:%H:%M}-{row.closes:%H:%M}")
    longest_first = sorted(days, key=lambda span: span[0] - span[1])
    return "".join(
        f"; {_osm_day(first)}-{_osm_day(last)} {','.join(days[first, last]) or 'off'}"
        for first, last in longest_first
    )


def _osm_day(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def over_not_yet(rows: Iterable[AnyApart], today: date) -> list[AnyApart]:
    """Return those of `rows` that are not over."""
    return [row for row in rows if row.last_day >= today]


def hours_by_day(stretches: Iterable[AnyStretch]) -> list[tuple[str, list[AnyStretch]]]:
    """Return each weekday's name with its stretches, [] when there are none at all."""
    known = sorted(stretches, key=lambda stretch: (stretch.weekday, stretch.opens))
    if not known:
        return []
    return [
        (str(day.label), [stretch for stretch in known if stretch.weekday == day])
        for day in Weekday
    ]


def hours_on(
    day: date, stretches: Iterable[Stretch], apart: Iterable[Apart]
) -> list[tuple[time, time]] | None:
    """Return when the shop opens and closes on `day`, [] when it is closed then.

    None when nobody can say: without usual hours, and none said for that day.
    """
    told = [row for row in apart if row.first_day <= day <= row.last_day]
    usual = list(stretches)
    if not told:
        hours = [(s.opens, s.closes) for s in usual if s.weekday == day.weekday()]
        return sorted(hours) if usual else None
    narrowest = min(row.last_day - row.first_day for row in told)
    return sorted(
        (row.opens, row.closes)
        for row in told
        if row.last_day - row.first_day == narrowest and row.opens and row.closes
    )


def days_of(starts_at: datetime, ends_at: datetime | None) -> tuple[date, date]:
    """Return the first and the last day of something, on the town's clock.

    Instants are aware, or show the town's clock. What ends in the night ends on the
    evening before, for people.
    """
    first, last = (
        moment.astimezone(timezone.get_default_timezone()) if moment.tzinfo else moment
        for moment in (starts_at, ends_at or starts_at)
    )
    if last.time() <= NIGHT_ENDS:
        last -= timedelta(days=1)
    return first.date(), max(first.date(), last.date())


def open_now(
    stretches: Iterable[Stretch], at: datetime, apart: Iterable[Apart] = ()
) -> OpenNow | None:
    """Return whether the shop is open at `at` (aware); None without usual hours.

    On the days `apart` other hours hold than the usual ones.
    """
    expression = osm(list(stretches))
    if not expression:
        return None
    hours = opening_hours.OpeningHours(expression + osm_apart(apart))
    local = timezone.localtime(at).replace(tzinfo=None)
    change = hours.next_change(local)
    return OpenNow(
        is_open=hours.is_open(local),
        changes_at=timezone.make_aware(change) if change else None,
    )

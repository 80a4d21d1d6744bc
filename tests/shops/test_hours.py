"""Whether a shop is open, and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from shops.hours import OpenNow, hours_by_day, open_now
from shops.wording import say_soon

PARIS = ZoneInfo("Europe/Paris")
TUESDAY, FRIDAY, SATURDAY = 1, 4, 5


@dataclass
class Stretch:
    weekday: int
    opens: time
    closes: time


LUNCH_BREAK = [
    Stretch(TUESDAY, time(8, 30), time(12, 30)),
    Stretch(TUESDAY, time(14), time(19)),
]
LATE = [
    Stretch(FRIDAY, time(18), time(2)),
    Stretch(SATURDAY, time(9), time(12)),
    Stretch(SATURDAY, time(20), time(0)),
]


def paris(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("stretches", "at", "is_open", "changes_at"),
    [
        (LUNCH_BREAK, paris(24, 8, 29), False, paris(24, 8, 30)),
        (LUNCH_BREAK, paris(24, 8, 30), True, paris(24, 12, 30)),
        (LUNCH_BREAK, paris(24, 13), False, paris(24, 14)),
        (LUNCH_BREAK, paris(24, 18, 59), True, paris(24, 19)),
        (LUNCH_BREAK, paris(24, 19), False, datetime(2026, 12, 1, 8, 30, tzinfo=PARIS)),
        (LATE, paris(20, 23), True, paris(21, 2)),
        (LATE, paris(21, 1), True, paris(21, 2)),
        (LATE, paris(21, 2), False, paris(21, 9)),
        (LATE, paris(21, 23), True, paris(22, 0)),
        (LATE, paris(22, 0), False, paris(27, 18)),
    ],
)
def test_open_now_knows_lunch_and_midnight(stretches, at, is_open, changes_at):
    expected = OpenNow(is_open=is_open, changes_at=changes_at)
    assert open_now(stretches, at.astimezone(UTC)) == expected


def test_without_hours_nobody_can_say_whether_it_is_open():
    assert open_now([], paris(24, 10)) is None
    assert hours_by_day([]) == []


def test_hours_are_listed_for_all_seven_days_in_order():
    with translation.override("en"):
        days = hours_by_day(reversed(LUNCH_BREAK))
    assert [name for name, _ in days][:2] == ["Monday", "Tuesday"]
    assert [len(stretches) for _, stretches in days] == [0, 2, 0, 0, 0, 0, 0]
    assert days[1][1] == LUNCH_BREAK


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        (paris(24, 19), "à 19\u202fh", "at 7 pm"),
        (paris(25, 2), "à 2\u202fh", "at 2 am"),
        (paris(25, 8, 30), "demain à 8\u202fh\u202f30", "tomorrow at 8:30 am"),
        (paris(27, 9), "vendredi à 9\u202fh", "Friday at 9 am"),
        (
            datetime(2026, 12, 4, 9, tzinfo=PARIS),
            "le 4 décembre à 9\u202fh",
            "on 4 December at 9 am",
        ),
        (
            datetime(2026, 12, 1, 9, tzinfo=PARIS),
            "le 1er décembre à 9\u202fh",
            "on 1 December at 9 am",
        ),
    ],
)
def test_what_comes_soon_is_said_as_seen_from_now(moment, french, english):
    now = paris(24, 10)
    with translation.override("fr"):
        assert say_soon(moment, now) == french
    with translation.override("en"):
        assert say_soon(moment, now) == english

"""Holidays and other days with other hours: said, shown, and kept to."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError

from shops.hours import OpenNow, open_now
from shops.linked_data import local_business
from shops.models import DaysApart, OpeningHours
from shops.wording import say_days
from tests.factories import make_shop

PARIS = ZoneInfo("Europe/Paris")
#: Open on each day of the week, from 9 to 12.
WEEK = [OpeningHours(weekday=day, opens=time(9), closes=time(12)) for day in range(7)]


def apart(first, last, *hours):
    opens, closes = hours or (None, None)
    return DaysApart(first_day=first, last_day=last, opens=opens, closes=closes)


AUGUST = apart(date(2026, 8, 1), date(2026, 8, 15))
FIFTH = apart(date(2026, 8, 5), date(2026, 8, 5), time(14), time(18))
CHRISTMAS_EVE = [
    apart(date(2026, 12, 24), date(2026, 12, 24), time(9), time(13)),
    apart(date(2026, 12, 24), date(2026, 12, 24), time(14), time(16)),
]


def at(*moment):
    return datetime(*moment, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("rows", "moment", "is_open", "changes_at"),
    [
        ([AUGUST], at(2026, 8, 3, 10), False, at(2026, 8, 16, 9)),
        ([AUGUST], at(2026, 7, 31, 10), True, at(2026, 7, 31, 12)),
        ([FIFTH, AUGUST], at(2026, 8, 5, 15), True, at(2026, 8, 5, 18)),
        (CHRISTMAS_EVE, at(2026, 12, 24, 13, 30), False, at(2026, 12, 24, 14)),
        (CHRISTMAS_EVE, at(2026, 12, 24, 15), True, at(2026, 12, 24, 16)),
        (CHRISTMAS_EVE, at(2026, 12, 25, 10), True, at(2026, 12, 25, 12)),
    ],
)
def test_the_shop_keeps_to_them(rows, moment, is_open, changes_at):
    expected = OpenNow(is_open=is_open, changes_at=changes_at)
    assert open_now(WEEK, moment, rows) == expected


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 12, 24), date(2026, 12, 24), "jeudi 24 décembre"),
        (
            date(2026, 8, 1),
            date(2026, 8, 15),
            "du samedi 1er août au samedi 15 août",
        ),
    ],
)
def test_they_are_said_as_people_say_them(first, last, said):
    assert say_days(first, last) == said


@pytest.mark.parametrize(
    "row",
    [
        apart(date(2026, 8, 2), date(2026, 8, 1)),
        apart(date(2026, 8, 1), date(2026, 8, 2), time(9), None),
        apart(date(2026, 8, 1), date(2026, 8, 2), time(9), time(9)),
    ],
)
def test_what_makes_no_sense_is_refused(row):
    with pytest.raises(ValidationError):
        row.clean()


@pytest.fixture
def august(db):
    """A shop that closes in August, in the middle of its holidays."""
    shop = make_shop("Maison Weber")
    shop.opening_hours = WEEK
    over = apart(date(2026, 7, 1), date(2026, 7, 2))
    shop.days_apart = [over, apart(date(2026, 8, 1), date(2026, 8, 15))]
    shop.days_apart.all()[1].why = "Congés"
    shop.save()
    with time_machine.travel(at(2026, 8, 3, 10), tick=False):
        yield shop


def test_the_page_of_the_shop_says_them(client, august):
    page = client.get(august.url).text
    assert "Du samedi 1er août au samedi 15 août" in page
    assert "Congés" in page
    assert "1er juillet" not in page


def test_search_engines_are_told(august):
    assert local_business(august)["specialOpeningHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": "2026-08-01",
            "validThrough": "2026-08-15",
            "opens": "00:00",
            "closes": "00:00",
        }
    ]


def test_a_public_holiday_of_which_the_shop_says_something_is_no_riddle(august):
    assumption = {date(2026, 8, 15)}
    with time_machine.travel(at(2026, 8, 15, 10), tick=False):
        assert august.holiday_today(assumption) is False
        assert august.open_now(assumption).is_open is False

"""The manager reads, too, that the shop is closed on a day of what waits."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from events.models import EventDate
from shops.models import DaysApart, OpeningHours
from tests.factories import make_event, make_news, make_shop

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
CLOSED = "D’après sa page, la boutique est fermée {}."


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-11-22T09:40:00+01:00", tick=False):
        yield


@pytest.fixture
def shop():
    """Open from Monday to Saturday."""
    shop = make_shop()
    shop.opening_hours = [
        OpeningHours(weekday=day, opens=time(9), closes=time(19)) for day in range(6)
    ]
    shop.save()
    return shop


def on(day, hour, month=11):
    return datetime(2026, month, day, hour, tzinfo=PARIS)


def alerts(desk, state):
    """What the list and the screen say of an item."""
    [item] = desk.get(reverse("desk:waiting")).context["items"]
    screen = desk.get(reverse("desk:approve", args=[state.pk]))
    return item.alerts, screen.context["alerts"]


def test_the_list_and_the_screen_name_the_day(desk, submit, shop):
    event = make_event(shop, on(28, 10), on(29, 18), shop=shop, live=False)
    sentence = [CLOSED.format("dimanche 29 novembre")]
    assert alerts(desk, submit(event)) == (sentence, sentence)


def test_no_more_than_a_few_of_many_days_are_named(desk, submit, shop):
    event = make_event(shop, on(29, 10), shop=shop, live=False)
    event.dates.add(
        *(EventDate(starts_at=on(day, 10, 12)) for day in (6, 8, 13, 20, 27))
    )
    days = "dimanche 29 novembre, dimanche 6 décembre, dimanche 13 décembre"
    sentence = [CLOSED.format(f"{days}, dimanche 20 décembre, et d’autres jours")]
    assert alerts(desk, submit(event)) == (sentence, sentence)


def test_an_opening_on_a_closed_day_is_named(desk, submit, shop):
    first = date(2026, 12, 1)
    shop.days_apart = [DaysApart(first_day=first, last_day=first)]
    shop.save()
    news = make_news(shop, kind="opening", opening_date=first, live=False)
    sentence = [CLOSED.format("mardi 1er décembre")]
    assert alerts(desk, submit(news)) == (sentence, sentence)


def test_a_sunday_within_a_week_and_another_place_raise_no_doubt(desk, submit, shop):
    week = make_event(shop, on(28, 10), on(5, 18, 12), shop=shop, live=False)
    state = submit(week)
    assert alerts(desk, state) == ([], [])
    week.delete()
    where = {"shop": shop, "place": "Place du marché"}
    elsewhere = make_event(shop, on(29, 10), live=False, **where)
    assert alerts(desk, submit(elsewhere)) == ([], [])

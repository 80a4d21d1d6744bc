"""A date on which the shop says it is closed is doubted at its field, never refused."""

from datetime import date, time

import pytest
import time_machine

from events.models import EventPage
from shops.models import DaysApart, NewsPage, OpeningHours, ShopPage
from tests.myshop.test_one_screen import understood
from tests.myshop.test_say import dates, say

pytestmark = pytest.mark.django_db

CLOSED = "D’après votre page, la boutique est fermée {}. La date est-elle bonne\u202f?"
SATURDAY = CLOSED.format("samedi 28 novembre")
SUNDAY = CLOSED.format("dimanche 29 novembre")
BOTH = CLOSED.format("samedi 28 novembre et dimanche 29 novembre")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-11-22T09:40:00+01:00", tick=False):
        yield


@pytest.fixture
def shop(shop):
    """Open from Monday to Saturday; closed on the 28th, open late on the 5th."""
    shop.opening_hours = [
        OpeningHours(weekday=day, opens=time(9), closes=time(19)) for day in range(6)
    ]
    closed, late = date(2026, 11, 28), date(2026, 12, 5)
    shop.days_apart = [
        DaysApart(first_day=closed, last_day=closed),
        DaysApart(first_day=late, last_day=late, opens=time(10), closes=time(22)),
    ]
    shop.save()
    return shop


def doubts(response):
    return [row.closed for row in response.context["dates"]]


def test_she_is_told_at_the_date_while_she_types(counter):
    answer = understood(counter, text="Dégustation samedi et dimanche 10h-18h")
    assert answer["closed"] == {
        "2026-11-28 10:00 2026-11-28 18:00": SATURDAY,
        "2026-11-29 10:00 2026-11-29 18:00": SUNDAY,
    }
    moved = dates(("2026-11-29T10:00", ""), ("2026-12-01T10:00", ""))
    answer = understood(counter, text="Dégustation", kind="event", **moved)
    assert answer["closed"] == {"2026-11-29 10:00  ": SUNDAY}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("2026-11-27T10:00", "2026-11-28T18:00"), SATURDAY),
        (("2026-11-29T10:00", "2026-12-01T18:00"), SUNDAY),
        (("2026-11-28T10:00", "2026-11-29T18:00"), BOTH),
        (("2026-11-30T10:00", "2026-12-07T18:00"), None),  # with a Sunday in its middle
        (("2026-11-27T20:00", "2026-11-28T02:00"), None),  # the night of Friday
        (("2026-11-27T20:00", "T02:00"), None),
        (("2026-11-29", ""), SUNDAY),  # while its time is still to come
    ],
)
def test_a_span_is_doubted_for_its_first_and_its_last_day(counter, row, said):
    form = {"text": "Dégustation", "kind": "event", **dates(row)}
    assert list(understood(counter, **form)["closed"].values()) == [said][: bool(said)]


def test_elsewhere_it_does_not_matter(counter):
    words = {"text": "Dégustation dimanche 10h-18h", "place": "Place du marché"}
    assert understood(counter, **words)["closed"] == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ouvert jusqu’à 20h ce samedi\u202f!", SATURDAY),
        ("Ouvert jusqu’à 20h le samedi 5 décembre", ""),
        ("Fermé ce samedi.", ""),
    ],
)
def test_words_of_being_open_are_held_against_the_page(counter, text, said):
    assert understood(counter, text=text, kind="news")["closed_said"] == said


def test_an_opening_on_a_closed_day_is_doubted(counter):
    words = {"text": "Nous ouvrons\u202f!", "kind": "opening"}
    answer = understood(counter, **words, opening_date="2026-11-29")
    assert answer["closed_said"] == SUNDAY


def test_without_a_script_she_is_asked_once_and_then_believed(counter):
    event = {"text": "Dégustation de tommes.", "kind": "event"}
    rows = dates(("2026-11-29T10:00", ""))
    asked = say(counter, None, **event, **rows)
    assert (asked.status_code, doubts(asked)) == (422, [SUNDAY])
    assert SUNDAY in asked.text
    assert say(counter, None, **event, **rows, seen="on").status_code == 302
    assert EventPage.objects.count() == 1


def test_an_open_day_or_a_shop_without_hours_raises_no_doubt(counter, shop):
    assert say(counter, "event", **dates(("2026-11-30T10:00", ""))).status_code == 302
    shop = ShopPage.objects.get()
    shop.opening_hours, shop.days_apart = [], []
    shop.save()
    assert say(counter, "event", **dates(("2026-11-29T10:00", ""))).status_code == 302
    assert say(counter, "news", text="Ouvert dimanche\u202f!").status_code == 302
    assert NewsPage.objects.count() == 1


def test_a_day_with_other_hours_gives_a_date_those(counter):
    answer = understood(counter, text="Dégustation le samedi 5 décembre", kind="event")
    assert answer["dates"] == [["2026-12-05", "10:00", "2026-12-05", "22:00"]]

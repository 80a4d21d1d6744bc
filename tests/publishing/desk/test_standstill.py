"""Stop everything, from the desk."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publishing.models import Publication, Standstill
from tests.factories import make_event, make_news, make_shop

SCREEN = "desk:standstill"


def test_the_button_asks_why_and_every_screen_says_so(desk, manager):
    address = reverse(SCREEN)
    desk.post(address, {"verb": "stop", "why": ""})
    assert Standstill.objects.current() is None

    desk.post(address, {"verb": "stop", "why": "Accident au marché"})
    assert Standstill.objects.current().started_by == manager
    for name in ("desk:waiting", "desk:calendar", "desk:channels", "wagtailadmin_home"):
        assert "Accident au marché" in desk.get(reverse(name)).content.decode()


def test_a_shopkeeper_neither_sees_it_nor_stops_anything(client, shopkeeper, manager):
    Standstill.objects.create(why="Accident", started_at=timezone.now())
    client.force_login(shopkeeper)
    assert client.post(reverse(SCREEN), {"verb": "go-on"}).status_code == 302
    assert Standstill.objects.current() is not None


def test_what_waited_is_asked_for_one_by_one(desk, facebook):
    now = timezone.now()
    event = make_event(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1)
    )
    news = make_news(make_shop())
    over, fitting = (
        Publication.objects.plan(page, facebook, now - timedelta(minutes=5))
        for page in (event, news)
    )
    desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})

    items = {
        item.publication: item for item in desk.get(reverse(SCREEN)).context["items"]
    }
    assert (items[over].proposed, items[fitting].proposed) == ("drop", "next_slot")

    desk.post(reverse(SCREEN), {"verb": "go-on", over.pk: "drop"})
    assert Standstill.objects.current() is not None
    desk.post(reverse(SCREEN), {"verb": "go-on", over.pk: "drop", fitting.pk: "now"})
    assert Standstill.objects.current() is None
    assert sorted(each["choice"] for each in Standstill.objects.get().decided) == [
        "drop",
        "now",
    ]
    assert "Accident" in desk.get(reverse(SCREEN)).content.decode()


def test_each_choice_says_what_is_against_it(desk, facebook):
    """Words that are right tonight are wrong at the next free time, tomorrow."""
    with time_machine.travel(datetime(2027, 1, 12, 16, tzinfo=UTC), tick=False):
        facebook.slots = [{"weekday": 2, "time": "18:00"}]
        facebook.save()
        news = make_news(text="Dégustation ce soir.")
        news.save_revision().publish()
        Publication.objects.plan(news, facebook, timezone.now())
        desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})
        [item] = desk.get(reverse(SCREEN)).context["items"]
    assert (item.now, item.proposed) == ("", "now")
    assert "écrivez «\u00a0mardi 12 janvier\u00a0»" in item.then


def test_the_times_proposed_differ(desk, facebook):
    facebook.slots = [{"weekday": 4, "time": "18:00"}]
    facebook.save()
    for title in ("Une", "Deux"):
        Publication.objects.plan(make_news(title=title), facebook, timezone.now())
    desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})
    first, second = desk.get(reverse(SCREEN)).context["items"]
    assert second.next_slot - first.next_slot == timedelta(days=7)


def test_what_is_half_out_is_named_and_asked_nothing(desk, facebook):
    issue = Publication.objects.plan(
        make_news(title="Numéro 7"), facebook, timezone.now()
    )
    issue.claim(timezone.now())
    issue.attempts.create(
        fence=1, purpose="publish", result="partial", started_at=timezone.now()
    )
    desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})
    shown = desk.get(reverse(SCREEN))
    assert (shown.context["items"], list(shown.context["half_out"])) == ([], [issue])
    assert "Numéro 7" in shown.text


def test_it_asks_no_more_than_the_words_of_each_item(desk, facebook):
    """Two queries an item, its shop and its tags; all else is asked once."""
    shop = make_shop()

    def count(items):
        for number in range(items):
            page = make_news(shop, title=f"Nouvelle {number}")
            Publication.objects.plan(page, facebook, timezone.now())
        with CaptureQueriesContext(connection) as counted:
            desk.get(reverse(SCREEN))
        return len(counted)

    desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})
    desk.get(reverse(SCREEN))  # what is cached once
    one, thirty = count(1), count(29)
    assert thirty - one == 2 * 29

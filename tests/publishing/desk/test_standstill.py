"""Stop everything, from the desk."""

from datetime import timedelta

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

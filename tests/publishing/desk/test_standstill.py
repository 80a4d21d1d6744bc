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


def test_each_choice_says_what_is_against_it(desk, manager, facebook):
    """Words that are right tonight are wrong at the next free time, tomorrow."""
    with time_machine.travel(datetime(2027, 1, 12, 16, tzinfo=UTC), tick=False):
        desk.force_login(manager)  # her session of today would be over
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
    assert list(shown.context["items"]) == []
    assert list(shown.context["half_out"]) == [issue]
    assert "Numéro 7" in shown.text


def test_it_asks_the_same_queries_for_one_item_of_each_kind_and_for_thirty(
    desk, facebook
):
    shop, soon = make_shop(), timezone.now() + timedelta(days=2)

    def count(items):
        for number in range(items):
            news = make_news(shop, title=f"Nouvelle {number}")
            event = make_event(title=f"Fête {number}", starts_at=soon, shop=shop)
            for page in (news, event):
                Publication.objects.plan(page, facebook, timezone.now())
        with CaptureQueriesContext(connection) as counted:
            desk.get(reverse(SCREEN))
        return len(counted)

    desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})
    desk.get(reverse(SCREEN))  # what is cached once
    assert count(1) == count(14)


def test_more_than_a_page_is_decided_page_by_page(desk, facebook):
    shop = make_shop()
    marks = [
        Publication.objects.plan(
            make_news(shop, title=f"{number:02}"), facebook, timezone.now()
        ).pk
        for number in range(21)
    ]
    desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})
    first = desk.get(reverse(SCREEN))
    assert len(first.context["items"]) == 20
    assert 'value="go-on"' not in first.text

    shown = [item.publication.pk for item in first.context["items"]]
    [left] = set(marks) - set(shown)
    again = desk.post(reverse(SCREEN), {"verb": "go-on", left: "drop"})
    assert again.url == reverse(SCREEN)
    assert Standstill.objects.current() is not None

    next_page = desk.post(
        reverse(SCREEN), {"verb": "keep", **dict.fromkeys(shown, "drop")}
    )
    assert next_page.url == f"{reverse(SCREEN)}?p=2"
    [item] = desk.get(next_page.url).context["items"]
    assert (item.publication.pk, item.proposed) == (left, "drop")
    desk.post(next_page.url, {"verb": "go-on", left: "drop"})
    assert Standstill.objects.current() is None
    assert set(Publication.objects.values_list("state", flat=True)) == {"cancelled"}


def test_what_may_be_out_is_asked_about_too(desk, facebook):
    news = make_news()
    doubtful = Publication.objects.plan(news, facebook, timezone.now())
    Publication.objects.filter(pk=doubtful.pk).update(state="unsure")
    doubtful.attempts.create(fence=1, result="ambiguous", started_at=timezone.now())
    desk.post(reverse(SCREEN), {"verb": "stop", "why": "Accident"})
    shown = desk.get(reverse(SCREEN))
    [item] = shown.context["items"]
    assert [choice for choice, *_words in item.choices] == ["now", "drop"]
    assert "Vérifier\u202f; si elle n’y est pas, en rester là" in shown.text

    desk.post(reverse(SCREEN), {"verb": "go-on", doubtful.pk: "next_slot"})
    assert Standstill.objects.current() is not None
    desk.post(reverse(SCREEN), {"verb": "go-on", doubtful.pk: "drop"})
    doubtful.refresh_from_db()
    assert (doubtful.state, doubtful.given_up) == ("unsure", True)

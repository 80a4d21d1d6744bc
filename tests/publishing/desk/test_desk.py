"""The start page: what waits, what goes out, what went wrong; for managers only."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from publishing.growth.models import FanCount, MissingCount
from publishing.models import Channel, Heartbeat, Letter, Publication
from publishing.models.approval import Decision
from tests.factories import make_event, make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db

START = "/gestion/"


def planned(channel, page=None, at=None, **changes):
    publication = Publication.objects.plan(
        page or make_news(), channel, at or timezone.now()
    )
    Publication.objects.filter(pk=publication.pk).update(**changes)
    publication.refresh_from_db()
    return publication


def today(response):
    """Return what the one panel of the start page shows."""
    [panel] = response.context["panels"]
    return panel.get_context_data(
        {"request": response.wsgi_request, "csrf_token": "token"}
    )


def screens():
    names = ("waiting", "publications", "publications_results", "channels", "growth")
    return [reverse(f"desk:{name}") for name in names]


def test_a_shopkeeper_has_no_desk(client, shopkeeper, facebook, submit):
    state, publication = submit(), planned(facebook)
    client.force_login(shopkeeper)
    response = client.get(START)
    assert "desk-today" not in response.text
    assert reverse("desk:waiting") not in response.text
    item = reverse("desk:publication", args=[publication.pk])
    approve = reverse("desk:approve", args=[state.pk])
    channel = reverse("desk:channel", args=[facebook.pk])
    for address in (*screens(), item, approve, channel):
        assert client.get(address).status_code == 302, address
    client.post(reverse("desk:publication_verb", args=[publication.pk, "cancel"]))
    client.post(channel, {"verb": "pause", "reason": "Parce que."})
    client.post(approve, {"verb": "send-back", "comment": "Non."})
    publication.refresh_from_db()
    facebook.refresh_from_db()
    state.refresh_from_db()
    assert publication.state == Publication.State.PLANNED
    assert facebook.state == "active"
    assert state.status == "in_progress"


def test_an_administrator_has_the_desk(client, administrator):
    client.force_login(administrator)
    assert "desk-today" in client.get(START).text
    for address in screens():
        assert client.get(address).status_code == 200, address


def test_the_start_page_shows_what_waits_and_how_long(desk, submit):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        submit()
    [item] = today(desk.get(START))["items"]
    assert item.title == "Une boulangerie ouvre"
    assert item.place == "Maison Weber"
    assert timezone.now() - item.since >= timedelta(days=2)


def test_today_is_the_towns_day(desk, facebook):
    shop, paris = make_shop(), ZoneInfo("Europe/Paris")
    with time_machine.travel(datetime(2026, 11, 22, 0, 30, tzinfo=paris)):
        for hours in (-1, 2, 23, 24):
            planned(
                facebook,
                make_news(shop, title=f"{hours}"),
                timezone.now() + timedelta(hours=hours),
            )
        shown = today(desk.get(START))["publications"]
        assert [publication.page_title for publication in shown] == ["2", "23"]


def test_what_went_wrong_is_listed_with_a_button(desk, facebook):
    failed = planned(facebook, state="failed", reason="The photo is too small.")
    text = desk.get(START).text
    assert "The photo is too small." in text
    assert reverse("desk:publication_verb", args=[failed.pk, "retry"]) in text


def test_a_failed_mail_can_be_sent_again(desk):
    letter = Letter.objects.create(
        to="anne@example.org", subject="Approuvé", text="…", state="failed", due_at=None
    )
    address = reverse("desk:letter", args=[letter.pk])
    assert address in desk.get(START).text
    desk.post(address)
    letter.refresh_from_db()
    assert letter.state == Letter.State.WAITING
    assert letter.due_at <= timezone.now()


def test_what_should_have_gone_out_is_trouble(desk, facebook):
    shop = make_shop()
    late = planned(facebook, make_news(shop), timezone.now() - timedelta(minutes=11))
    planned(facebook, make_news(shop), timezone.now() - timedelta(minutes=9))
    trouble = today(desk.get(START))["trouble"]
    assert trouble.publications == [late]


def test_a_stopped_engine_is_an_alarm_within_two_minutes(desk):
    assert "desk-alarm" in desk.get(START).text
    Heartbeat.beat()
    assert "desk-alarm" not in desk.get(START).text
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert "desk-alarm" in desk.get(START).text


def test_a_channel_that_stands_still_stands_before_what_waits(desk, facebook):
    assert today(desk.get(START))["something_wrong"] is False
    facebook.pause("Facebook ne nous reconnaît plus.")
    response = desk.get(START)
    assert today(response)["stopped"] == [facebook]
    assert "Tout va bien" not in response.text
    wrong, waits = (
        response.text.index(f'id="today-{name}"') for name in ("wrong", "waiting")
    )
    assert wrong < waits


def test_a_channel_that_could_not_be_counted_says_so(desk, facebook):
    MissingCount.objects.create(
        channel=facebook, day=timezone.localdate(), reason="The token has expired."
    )
    assert "The token has expired." in desk.get(START).text


@pytest.mark.parametrize("number", [1, 12])
def test_the_start_page_costs_the_same_however_much_there_is(
    desk, facebook, submit, task, number, django_assert_max_num_queries
):
    shop, photo, day = make_shop(), make_photo(), timezone.localdate()
    unreadable = Channel.objects.create(
        kind="facebook", name="Autre", remote_id="2", state="attention"
    )
    for count in range(number):
        state = submit(make_news(shop, photo=photo, live=False))
        submit(make_event(live=False))
        task.approve(state, None, Decision(seen=state.submission.seen), deputy="Léa")
        submit(make_news(shop, photo=photo, live=False))
        planned(facebook, make_news(shop), state="failed")
        planned(facebook, make_news(shop))
        planned(unreadable, make_news(shop), state="unsure")
        Letter.objects.create(to="a@b.fr", subject="…", text="…", state="failed")
        FanCount.objects.create(
            channel=facebook, day=day - timedelta(days=count), count=count
        )
    desk.get(START)
    with django_assert_max_num_queries(20):
        response = desk.get(START)
    shown = today(response)
    assert all(shown[name] for name in ("items", "approved", "cards", "trouble"))

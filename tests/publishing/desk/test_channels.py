"""Channels: pause with a reason, resume, set the times; credentials stay sealed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.facebook.models import ForeignPost
from publishing.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(facebook):
    return reverse("desk:channel", args=[facebook.pk])


def slots(*rows):
    """Return what the browser posts for these weekday-time pairs."""
    data = {"verb": "slots", "spacing": 0, "most_per_day": 0}
    data |= {"slots-TOTAL_FORMS": len(rows), "slots-INITIAL_FORMS": 0}
    for number, (weekday, time) in enumerate(rows):
        data |= {f"slots-{number}-weekday": weekday, f"slots-{number}-time": time}
    return data


def test_a_pause_has_a_reason(desk, facebook, screen):
    assert desk.post(screen, {"verb": "pause", "reason": ""}).status_code == 200
    facebook.refresh_from_db()
    assert facebook.state == Channel.State.ACTIVE
    desk.post(screen, {"verb": "pause", "reason": "Fermeture annuelle."})
    facebook.refresh_from_db()
    assert facebook.state == Channel.State.ATTENTION
    assert "Fermeture annuelle." in desk.get(screen).text
    assert "Fermeture annuelle." in desk.get(reverse("desk:channels")).text


def test_a_paused_channel_resumes(desk, facebook, screen):
    facebook.pause("Fermeture annuelle.")
    desk.post(screen, {"verb": "resume"})
    facebook.refresh_from_db()
    assert facebook.state == Channel.State.ACTIVE
    assert facebook.reason == ""


def test_times_are_kept_in_order_and_once(desk, facebook, screen):
    desk.post(screen, slots((4, "17:30"), (0, "08:00"), (4, "17:30")))
    facebook.refresh_from_db()
    assert facebook.slots == [
        {"weekday": 0, "time": "08:00"},
        {"weekday": 4, "time": "17:30"},
    ]


def test_a_time_may_come_every_second_week_or_once_a_month(desk, facebook, screen):
    data = slots((1, "07:30"), (3, "18:00"))
    data |= {"slots-0-often": "2", "slots-0-since": "2027-01-12"}
    desk.post(screen, data | {"slots-1-often": "last", "on_holidays": "later"})
    facebook.refresh_from_db()
    assert facebook.slots == [
        {"weekday": 1, "time": "07:30", "every": 2, "since": "2027-01-12"},
        {"weekday": 3, "time": "18:00", "of_month": -1},
    ]
    assert facebook.on_holidays == "later"
    shown = [form.initial for form in desk.get(screen).context["slots"]][:2]
    assert [(row["often"], row["since"]) for row in shown] == [
        ("2", "2027-01-12"),
        ("last", None),
    ]


def test_a_time_can_be_removed(desk, facebook, screen):
    facebook.slots = [{"weekday": 0, "time": "08:00"}]
    facebook.save()
    data = slots((0, "08:00")) | {"slots-INITIAL_FORMS": 1, "slots-0-DELETE": "on"}
    desk.post(screen, data)
    facebook.refresh_from_db()
    assert facebook.slots == []


def test_a_wrong_time_is_said_at_its_field(desk, facebook, screen):
    response = desk.post(screen, slots((0, "25:00")))
    assert list(response.context["slots"].errors[0]) == ["time"]


def test_credentials_are_never_shown(desk, facebook, screen):
    facebook.connect({"token": "EAAB-secret"})
    for url in (screen, reverse("desk:channels")):
        text = desk.get(url).text
        assert "EAAB-secret" not in text
        assert facebook.sealed_credentials not in text


@pytest.mark.parametrize("number", [1, 30])
def test_posts_written_there_by_hand_are_shown(
    desk, facebook, screen, number, django_assert_max_num_queries
):
    for each in range(number):
        ForeignPost.objects.create(
            channel=facebook,
            remote_id=str(each),
            excerpt=f"Merci, {each} fois",
            permalink="https://www.facebook.com/1",
            posted_at=timezone.now(),
        )
    desk.get(screen)
    with django_assert_max_num_queries(20):
        text = desk.get(screen).text
    assert text.count("https://www.facebook.com/1") == min(number, 10)
    assert f"Merci, {number - 1} fois" in text


def test_a_closed_channel_has_no_screen(desk, facebook, screen):
    Channel.objects.filter(pk=facebook.pk).update(state="closed")
    assert desk.get(screen).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_however_many(
    desk, number, django_assert_max_num_queries
):
    for remote_id in range(number):
        Channel.objects.create(kind="facebook", name="Page", remote_id=str(remote_id))
    desk.get(reverse("desk:channels"))
    with django_assert_max_num_queries(20):
        desk.get(reverse("desk:channels"))

"""Sessions are made from their workshop's rule, once for each day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from events.models import EventIndexPage, SessionPage, WorkshopPage
from events.tasks import lay_sessions
from publishing.contract import Audience

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def workshop(agenda):
    return agenda.add_child(
        instance=WorkshopPage(
            title="Ateliers du Commerce",
            text="Un thème, un café.",
            rule="FREQ=MONTHLY;BYDAY=1TU",
            starts_on=date(2026, 1, 1),
            starts=time(8, 30),
            place="Salle des Halles",
            places=20,
        )
    )


def days() -> list[str]:
    sessions = SessionPage.objects.order_by("starts_at")
    return [f"{session.starts_at.astimezone(PARIS):%Y-%m-%d}" for session in sessions]


def test_coming_sessions_are_made_with_what_the_workshop_says(workshop):
    first, second = workshop.lay_sessions(date(2027, 1, 31))
    assert first.title == "Ateliers du Commerce"
    assert first.starts_at == datetime(2026, 12, 1, 8, 30, tzinfo=PARIS)
    assert first.ends_at == first.starts_at + timedelta(minutes=90)
    assert (first.slug, first.places, first.where) == (
        "2026-12-01",
        20,
        "Salle des Halles",
    )
    assert second.starts_at == datetime(2027, 1, 5, 8, 30, tzinfo=PARIS)
    assert first.get_admin_display_title() == "Ateliers du Commerce, mardi 1er décembre"
    assert [session.live for session in SessionPage.objects.all()] == [True, True]


def test_making_them_again_makes_nothing(workshop):
    workshop.lay_sessions(date(2027, 1, 31))
    assert workshop.lay_sessions(date(2027, 1, 31)) == []
    assert days() == ["2026-12-01", "2027-01-05"]


def test_a_session_that_was_moved_is_not_made_again(workshop):
    (session,) = workshop.lay_sessions(date(2026, 12, 31))
    session.starts_at += timedelta(days=7)
    session.ends_at += timedelta(days=7)
    session.save()
    assert workshop.lay_sessions(date(2026, 12, 31)) == []
    assert days() == ["2026-12-08"]


def test_a_day_with_a_session_made_by_hand_is_left_alone(workshop):
    by_hand = SessionPage(
        title="Vitrines", starts_at=datetime(2026, 12, 1, 18, tzinfo=PARIS)
    )
    workshop.add_child(instance=by_hand)
    assert workshop.lay_sessions(date(2026, 12, 31)) == []


def test_sessions_can_be_made_as_drafts(workshop):
    workshop.lay_sessions(date(2026, 12, 31), live=False)
    assert [session.live for session in SessionPage.objects.all()] == [False]


def test_sessions_of_a_merchants_workshop_are_for_merchants(workshop):
    workshop.audience = Audience.MERCHANTS
    workshop.save()
    (session,) = workshop.lay_sessions(date(2026, 12, 31))
    assert session.audience == Audience.MERCHANTS
    session = SessionPage.objects.get()
    session.audience = Audience.EVERYONE
    session.save()
    assert session.audience == Audience.MERCHANTS


def test_the_daily_task_makes_half_a_year_for_each_workshop(workshop):
    EventIndexPage.objects.get().add_child(
        instance=WorkshopPage(title="Sans règle", text="Dates une à une.")
    )
    lay_sessions()
    lay_sessions()
    assert days() == [
        "2026-12-01",
        "2027-01-05",
        "2027-02-02",
        "2027-03-02",
        "2027-04-06",
        "2027-05-04",
    ]

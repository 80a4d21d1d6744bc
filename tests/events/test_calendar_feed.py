"""The agenda as calendars read it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from events.models import EventDate, EventPage
from publishing.contract import Status
from tests.factories import make_event, make_shop

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
STARTS = datetime(2026, 12, 5, 10, tzinfo=PARIS)
ENDS = datetime(2026, 12, 5, 18, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def market():
    return make_event(
        title="Marché; de Noël, gare",
        text="Étals.\nMusique.",
        place="Place du Marché",
        starts_at=STARTS,
        ends_at=ENDS,
    )


def events(response) -> list:
    return Calendar.from_ical(response.content).walk("VEVENT")


def publish(page: EventPage, **fields) -> EventPage:
    page = EventPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def test_a_date_is_said_in_town_time_with_its_place_and_address(client, market):
    (event,) = events(client.get("/agenda.ics"))
    assert event.decoded("dtstart") == STARTS
    assert event.decoded("dtend") == ENDS
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event["summary"] == "Marché; de Noël, gare"
    assert event["location"] == "Place du Marché"
    assert event["status"] == "CONFIRMED"
    assert event["url"] == market.full_url


def test_the_calendar_says_how_often_to_come_back(client, market):
    response = client.get("/agenda.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in response.content
    assert b"X-WR-CALNAME:Agenda" in response.content
    assert response.content.count(b"BEGIN:VTIMEZONE") == 1
    assert len(response.content) < 2500


def test_a_moved_date_keeps_its_identity_and_raises_its_sequence(client, market):
    (before,) = events(client.get("/agenda.ics"))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        page = EventPage.objects.get(pk=market.pk)
        date = page.dates.get()
        date.starts_at = STARTS + timedelta(days=1)
        date.ends_at = ENDS + timedelta(days=1)
        page.dates = [date]
        page.status = Status.RESCHEDULED
        page.save_revision().publish()
        (after,) = events(client.get("/agenda.ics"))
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") == NOW + timedelta(hours=1)
    assert after.decoded("dtstart") == STARTS + timedelta(days=1)


def test_a_new_date_in_a_draft_keeps_its_identity_through_its_edits(client, market):
    page = EventPage.objects.get(pk=market.pk)
    page.dates.add(EventDate(starts_at=STARTS + timedelta(days=7)))
    draft = page.save_revision()
    draft.publish()
    before = {event["uid"] for event in events(client.get("/agenda.ics"))}
    draft.as_object().save_revision().publish()
    assert {event["uid"] for event in events(client.get("/agenda.ics"))} == before
    assert len(before) == 2


@pytest.mark.parametrize(
    ("status", "state", "summary"),
    [
        (Status.CANCELLED, "CANCELLED", "Annulé\u00a0: Marché; de Noël, gare"),
        (Status.FULL, "CONFIRMED", "Complet\u00a0: Marché; de Noël, gare"),
    ],
)
def test_a_state_is_said_where_every_program_shows_it(
    client, market, status, state, summary
):
    publish(market, status=status)
    (event,) = events(client.get("/agenda.ics"))
    assert (event["status"], event["summary"]) == (state, summary)


def test_nothing_new_is_answered_with_304(client, market):
    first = client.get("/agenda.ics")
    again = client.get("/agenda.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish(market, title="Marché")
    changed = client.get("/agenda.ics", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_the_language_of_the_reader_changes_nothing(client, market):
    publish(market, status=Status.CANCELLED)
    french = client.get("/agenda.ics", headers={"accept-language": "fr"})
    english = client.get("/agenda.ics", headers={"accept-language": "en"})
    assert french.content == english.content


def test_the_feed_goes_a_month_back_and_eighteen_months_ahead(client):
    shop = make_shop()
    for days in (-40, -20, 500, 600):
        make_event(shop, NOW + timedelta(days=days), title=f"{days}")
    titles = [event["summary"] for event in events(client.get("/agenda.ics"))]
    assert titles == ["-20", "500"]


def test_one_event_has_its_own_calendar(client, market):
    make_event(title="Autre")
    response = client.get(f"/agenda/{market.pk}.ics")
    assert [event["summary"] for event in events(response)] == [market.title]
    assert client.get(f"/agenda/{make_shop().pk}.ics").status_code == 404

"""The calendar: a month of all channels, and another time for what is planned."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from publishing.contract import Status
from publishing.desk.commerce_year import proposed_dates
from publishing.models import BlockedDays, Publication, TownDate, TownHolidays
from publishing.town_time import in_town
from tests.factories import make_event, make_news, make_shop


@pytest.fixture(autouse=True)
def _noon():
    """A Tuesday in January, noon in town."""
    with time_machine.travel(datetime(2027, 1, 12, 11, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def plan(facebook):
    shop = make_shop()

    def plan(title="Une boulangerie ouvre", at=None, **fields):
        at = at or timezone.now() + timedelta(days=1)
        return Publication.objects.plan(
            make_news(shop, title=title), facebook, at, **fields
        )

    return plan


def wall(moment):
    return in_town(moment).strftime("%Y-%m-%dT%H:%M")


def test_a_day_says_what_goes_out_what_is_blocked_and_what_is_free(
    desk, facebook, plan
):
    facebook.slots = [{"weekday": 4, "time": "18:00"}]
    facebook.save()
    plan("Une fleuriste ouvre")
    cancelled = plan("Rien du tout")
    cancelled.cancel()
    BlockedDays.objects.create(
        first=date(2027, 1, 20), last=date(2027, 1, 22), why="Deuil"
    )

    page = desk.get(reverse("desk:calendar"))
    html = page.content.decode()

    assert "Une fleuriste ouvre" in html
    assert "Rien du tout" not in html
    # Fridays that are left in these weeks: the 15th and the 29th, not the 22nd.
    days = page.context["span"].days.values()
    assert [
        slot.at.day for day in days for slot in day.free if slot.channel == facebook
    ] == [15, 29]
    assert html.count("Deuil") == 3


@pytest.mark.parametrize(("month", "code"), [("2027-02", 200), ("2027-13", 404), ("x", 404), ("9999-12", 404), ("0001-01", 404)])  # fmt: skip
def test_each_month_has_its_address(desk, month, code):
    assert desk.get(reverse("desk:calendar"), {"month": month}).status_code == code


def test_the_month_asks_as_much_for_one_item_as_for_thirty(desk, facebook, plan):
    def count():
        with CaptureQueriesContext(connection) as counted:
            desk.get(reverse("desk:calendar"))
        return len(counted)

    plan("Une")
    desk.get(reverse("desk:calendar"))  # what is cached once
    one = count()
    for number in range(29):
        plan(f"Une de plus {number}", at=timezone.now() + timedelta(hours=number))
    assert count() == one


def test_it_says_what_begins_in_town(desk, django_assert_num_queries):
    at = timezone.now() + timedelta(days=2)
    make_event(title="Braderie", starts_at=at, ends_at=at + timedelta(days=2))
    make_event(title="Bal", starts_at=at, status=Status.CANCELLED)
    make_event(title="Brouillon", starts_at=at, live=False)
    month = desk.get(reverse("desk:calendar")).context["span"]
    assert {day.day.day: day.town for day in month.days.values() if day.town} == {
        14: ["Braderie"]
    }
    [say] = hooks.get_hooks("what_happens_in_town")
    with django_assert_num_queries(1):
        list(say(month.begin, month.end))


def test_words_that_are_wrong_at_the_new_time_are_refused(desk, plan):
    publication = plan(text="")
    page = publication.page.specific
    page.text = "Dégustation demain."
    page.save_revision().publish()
    address = reverse("desk:move", args=[publication.pk])
    at = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)

    refused = desk.post(address, {"at": wall(at)}).text
    assert "écrivez «\u00a0mercredi 13 janvier\u00a0»" in refused
    desk.post(address, {"at": wall(at), "words_are_right": "on"})
    publication.refresh_from_db()
    assert publication.at == at


def test_an_event_is_not_moved_behind_its_end(desk, facebook):
    event = make_event(starts_at=timezone.now() + timedelta(days=1))
    publication = Publication.objects.plan(event, facebook, timezone.now())
    late = wall(timezone.now() + timedelta(days=2))
    shown = desk.post(reverse("desk:move", args=[publication.pk]), {"at": late})
    assert "Ce sera déjà fini" in shown.text


def test_moving_to_a_free_time_moves(desk, plan):
    publication = plan()
    at = (timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    desk.post(reverse("desk:move", args=[publication.pk]), {"at": wall(at)})
    publication.refresh_from_db()
    assert publication.at == at


def test_a_time_that_is_taken_is_refused_with_the_next_free_one(desk, facebook, plan):
    facebook.spacing = 30
    facebook.save()
    other, publication = (
        plan("Une fleuriste ouvre"),
        plan(at=timezone.now() + timedelta(days=3)),
    )
    address = reverse("desk:move", args=[publication.pk])

    shown = desk.post(address, {"at": wall(other.at), "insist": "on"})

    form = shown.context["form"]
    assert form.free_at == other.at + timedelta(minutes=30)
    desk.post(address, {"at": wall(other.at), "take": f"|{wall(form.free_at)}"})
    publication.refresh_from_db()
    assert publication.at == form.free_at


def test_quiet_hours_ask_to_insist(desk, facebook, plan):
    facebook.quiet_from, facebook.quiet_until = "21:00", "07:00"
    facebook.save()
    publication = plan()
    night = timezone.now().replace(hour=21, minute=0)
    address = reverse("desk:move", args=[publication.pk])

    desk.post(address, {"at": wall(night)})
    publication.refresh_from_db()
    assert publication.at != night

    desk.post(address, {"at": wall(night), "insist": "on"})
    publication.refresh_from_db()
    assert (publication.at, publication.insisted) == (night, True)


def test_it_shows_holidays_and_the_dates_the_town_keeps(desk):
    desk.post(reverse("desk:holidays"), {"region": "FR", "school_zone": "C"})
    TownDate.objects.create(
        name="Soldes", first=date(2027, 3, 29), last=date(2027, 3, 30)
    )
    days = desk.get(reverse("desk:calendar"), {"month": "2027-03"}).context["span"].days
    monday = days[date(2027, 3, 29)]
    assert (monday.holiday, [kept.name for kept in monday.dates]) == (
        "Lundi de Pâques",
        ["Soldes"],
    )
    assert days[date(2027, 4, 3)].school == "Vacances de printemps"


@pytest.mark.parametrize(
    ("region", "name"), [("FR", ""), ("FR-57", "Vendredi saint"), ("XX", "")]
)
def test_the_manager_says_whose_holidays_count(desk, facebook, region, name):
    screen = reverse("desk:holidays")
    desk.post(screen, {"region": region, "school_zone": ""})
    friday = date(2027, 3, 26)
    assert dict(desk.get(screen).context["coming"]).get(friday, "") == name
    facebook.on_holidays = "later"
    assert facebook.rhythm.days_off.holiday(friday) == name


@pytest.mark.parametrize("region", TownHolidays.Region)
def test_each_region_on_offer_has_holidays(region):
    assert date(2027, 1, 1) in TownHolidays(region=region).public


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["Annonce", "Ouverture"]),
        ({"kind": "opening"}, ["Ouverture"]),
        ({"state": "cancelled"}, ["Annulée"]),
        ({"kind": "nonsense"}, ["Annonce", "Ouverture"]),
        ({"view": "week"}, ["Annonce", "Ouverture"]),
        ({"view": "list", "day": "2027-02-03"}, []),
    ],
)
def test_it_shows_what_is_asked_for(desk, facebook, query, shown):
    shop, at = make_shop(), timezone.now() + timedelta(days=1)
    for title, kind in (
        ("Ouverture", "opening"),
        ("Annonce", "news"),
        ("Annulée", "news"),
    ):
        page = make_news(shop, title=title, kind=kind)
        planned = Publication.objects.plan(page, facebook, at)
        if title == "Annulée":
            planned.cancel()
    days = desk.get(reverse("desk:calendar"), query).context["span"].days.values()
    titles = [each.page_title for day in days for each in day.publications]
    assert sorted(titles) == shown


def test_crowds_and_gaps_are_said(desk, facebook, plan):
    for number in range(4):
        plan(f"Une {number}", at=timezone.now() + timedelta(hours=number))
    span = desk.get(reverse("desk:calendar")).context["span"]
    assert [(each.day.day, each.number) for each in span.crowds] == [(12, 4)]
    assert [(each.first, each.last) for each in span.gaps] == [
        (date(2027, 1, 13), date(2027, 1, 31))
    ]


def test_a_full_day_shows_the_first_and_how_many_more(desk, facebook, plan):
    for number in range(10):
        plan(f"Une {number}", at=timezone.now() + timedelta(minutes=number))
    day = desk.get(reverse("desk:calendar")).context["span"].days[date(2027, 1, 12)]
    assert (len(day.publications), day.more) == (8, 2)


def test_the_arrow_beside_an_item_moves_it_by_a_day(desk, plan):
    publication = plan()
    calendar = reverse("desk:calendar")
    assert 'value="2027-01-14T12:00"' in desk.get(calendar).text
    moved = desk.post(
        reverse("desk:move", args=[publication.pk]),
        {"at": "2027-01-14T12:00", "next": calendar},
    )
    publication.refresh_from_db()
    assert (moved.url, in_town(publication.at).day) == (calendar, 14)


def test_the_usual_dates_of_the_year_are_added_once(desk):
    address = reverse("desk:town_dates")
    for _ in range(2):
        desk.post(address, {"verb": "propose"})
    kept = dict(TownDate.objects.filter(first__year=2027).values_list("name", "first"))
    assert (kept["Soldes d’hiver"], kept["Fête des mères"], kept["Black Friday"]) == (
        date(2027, 1, 6),
        date(2027, 5, 30),
        date(2027, 11, 26),
    )


@pytest.mark.parametrize(
    ("year", "winter", "summer", "mothers"),
    [
        (2026, date(2026, 1, 7), date(2026, 6, 24), date(2026, 5, 31)),
        (2024, date(2024, 1, 10), date(2024, 6, 26), date(2024, 5, 26)),
        (2028, date(2028, 1, 12), date(2028, 6, 28), date(2028, 5, 28)),
        # The last Sunday of May is Pentecost.
        (2023, date(2023, 1, 11), date(2023, 6, 28), date(2023, 6, 4)),
    ],
)
def test_sales_and_mothers_day_follow_the_law(year, winter, summer, mothers):
    dates = {each.name: each.first for each in proposed_dates(year)}
    assert (
        dates["Soldes d’hiver"],
        dates["Soldes d’été"],
        dates["Fête des mères"],
    ) == (winter, summer, mothers)


def test_her_own_calendar_reads_what_is_planned(desk, client, manager, plan):
    publication = plan("Une fleuriste ouvre")
    TownDate.objects.create(
        name="Soldes", first=date(2027, 1, 13), last=date(2027, 2, 9)
    )
    address = urlsplit(desk.get(reverse("desk:calendar")).context["feed"]).path
    client.logout()

    read = icalendar.Calendar.from_ical(client.get(address).content)
    assert {
        event["summary"].to_ical().decode(): event["dtstart"].dt
        for event in read.walk("VEVENT")
    } == {
        "La Page: Une fleuriste ouvre": publication.at,
        "Soldes": date(2027, 1, 13),
    }

    assert client.get(address.replace(".ics", "x.ics")).status_code == 404
    manager.set_password("another")
    manager.save()
    assert client.get(address).status_code == 404

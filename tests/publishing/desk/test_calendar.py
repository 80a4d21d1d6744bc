"""The calendar: a month of all channels, and another time for what is planned."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from publishing.contract import Status
from publishing.models import BlockedDays, Publication
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
    days = page.context["month"].days.values()
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
    month = desk.get(reverse("desk:calendar")).context["month"]
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

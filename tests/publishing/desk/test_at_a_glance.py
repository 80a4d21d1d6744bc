"""Approving from the list: as offered there, one or several, and undone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import TaskState

from publishing.desk.diary import Diary
from publishing.models import Letter, Publication, Rule, Submission
from tests.factories import make_event, make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=PARIS)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=PARIS)
TUESDAY = datetime(2026, 11, 24, 8, tzinfo=PARIS)
APPROVE, LIST = "desk:approve_offers", "desk:waiting"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(SUNDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def facebook(facebook):
    facebook.slots = [{"weekday": day, "time": "08:00"} for day in range(7)]
    facebook.save()
    return facebook


def items(desk):
    return desk.get(reverse(LIST)).context["items"]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def status(state):
    return TaskState.objects.get(pk=state.pk).status


def test_one_click_approves_what_was_offered(
    desk, submit, facebook, newsletter_channel, manager
):
    state = submit()
    [item] = items(desk)
    assert {place.channel: place.at for place in item.places} == {
        facebook: MONDAY,
        newsletter_channel: None,
    }
    desk.post(reverse(APPROVE), {"one": item.offer})
    assert status(state) == TaskState.STATUS_APPROVED
    assert {p.channel: p.planned_by for p in Publication.objects.all()} == {
        facebook: manager,
        newsletter_channel: manager,
    }
    assert Publication.objects.get(channel=facebook).at == MONDAY


def test_no_two_items_are_offered_one_time(desk, submit, facebook):
    shop = make_shop()
    for number in range(2):
        submit(make_news(shop, title=str(number), live=False))
    shown = items(desk)
    assert [item.places[0].at for item in shown] == [MONDAY, TUESDAY]
    desk.post(reverse(APPROVE), {"offer": [item.offer for item in shown]})
    on_facebook = Publication.objects.filter(channel=facebook).order_by("at")
    assert [p.at for p in on_facebook] == [MONDAY, TUESDAY]


def braderie(**fields):
    starts_at = datetime(2026, 12, 20, 14, tzinfo=PARIS)
    return make_event(title="Braderie", starts_at=starts_at, live=False, **fields)


def planned(page):
    return {
        (each.channel.kind, each.wave, each.at)
        for each in Publication.objects.filter(page=page).select_related("channel")
        if not each.carried
    }


def test_one_click_plans_the_reminder_that_was_shown(desk, submit, facebook):
    page = braderie()
    submit(page)
    [item] = items(desk)
    shown = {(place.channel.kind, place.wave, place.at) for place in item.places}
    assert ("facebook", "reminder", datetime(2026, 12, 18, 18, tzinfo=PARIS)) in shown
    desk.post(reverse(APPROVE), {"one": item.offer})
    assert planned(page) == {place for place in shown if place[2]}


def test_a_reminder_that_was_not_shown_is_not_planned(desk, submit, facebook):
    again = Rule.objects.filter(kind="event", wave="reminder")
    again.update(ticked=False)
    page = braderie()
    submit(page)
    [item] = items(desk)
    again.update(ticked=True)
    desk.post(reverse(APPROVE), {"one": item.offer})
    assert {wave for _, wave, _ in planned(page)} == {"announce"}


def test_no_reminder_is_offered_before_the_announcement(desk, submit, facebook):
    facebook.slots = [{"weekday": 5, "time": "08:00"}]  # Saturday, the eve
    facebook.save()
    submit(braderie(text="Venez."))
    Rule.objects.filter(kind="event", wave="announce").update(unit="days", number=1)
    [item] = items(desk)
    assert {place.wave for place in item.places} == {"announce"}


def test_the_list_says_what_reads_almost_the_same(desk, submit, facebook):
    text = "Ce samedi, tout le rayon de laine est à moitié prix, venez fouiller."
    for name in ("Maison Weber", "Fil rouge"):
        submit(make_news(make_shop(name), title=name, text=text, live=False))
    submit(make_news(make_shop("Fleurs"), title="Tulipes", text="Dix.", live=False))
    assert [len(item.alerts) for item in items(desk)] == [1, 1, 0]
    assert "Fil rouge" in items(desk)[0].alerts[0]


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=20), "il y a 20\xa0secondes"),
        (timedelta(hours=3), "il y a 3\xa0heures"),
    ],
)
def test_the_list_and_the_screen_say_since_when_it_waits(
    desk, submit, clock, waited, words
):
    state = submit()
    clock.shift(waited)
    for screen in (reverse(LIST), reverse("desk:approve", args=[state.pk])):
        page = desk.get(screen).content.decode()
        assert words in page
        assert "0\xa0minute" not in page


def test_several_get_a_line_each_whatever_becomes_of_them(desk, submit, facebook):
    shop = make_shop()
    states = [submit(make_news(shop, title=str(n), live=False)) for n in range(3)]
    offers = [item.offer for item in items(desk)]
    page = states[1].workflow_state.content_object.specific
    with time_machine.travel(SUNDAY + timedelta(minutes=1), tick=False):
        page.save_revision()
        response = desk.post(reverse(APPROVE), {"offer": offers})
    assert len(said(response)) == 3
    assert [status(state) for state in states] == [
        "approved",
        "in_progress",
        "approved",
    ]


def test_a_time_that_was_taken_meanwhile_is_not_swapped_unseen(desk, submit, facebook):
    state = submit()
    [item] = items(desk)
    Publication.objects.plan(make_news(make_shop("Fleurs")), facebook, MONDAY)
    desk.post(reverse(APPROVE), {"one": item.offer})
    assert status(state) == TaskState.STATUS_IN_PROGRESS


def test_a_channel_that_closed_meanwhile_is_not_left_out_unseen(desk, submit, facebook):
    state = submit()
    [item] = items(desk)
    facebook.state = "closed"
    facebook.save()
    desk.post(reverse(APPROVE), {"one": item.offer})
    assert status(state) == TaskState.STATUS_IN_PROGRESS


def test_an_offer_of_somebody_elses_making_is_refused(desk, submit, facebook):
    state = submit()
    desk.post(reverse(APPROVE), {"one": "forged:offer"})
    assert status(state) == TaskState.STATUS_IN_PROGRESS


def test_words_that_will_be_wrong_are_not_offered_in_one_click(desk, submit, facebook):
    submit(make_news(live=False, text="Dégustation ce soir."))
    [item] = items(desk)
    assert item.offer == ""
    assert len(item.alerts) == 1


def test_a_changed_item_is_read_anew(desk, submit, facebook):
    state = submit()
    page = state.workflow_state.content_object.get_latest_revision_as_object()
    page.title = "Autre chose"
    with time_machine.travel(SUNDAY + timedelta(minutes=1), tick=False):
        page.save_revision()
    [item] = items(desk)
    assert item.title == "Autre chose"


def test_its_own_author_is_offered_nothing(desk, submit, manager, facebook):
    submit(user=manager)
    [item] = items(desk)
    assert (item.barred, item.offer) == (True, "")


def approved(desk, submit, page=None):
    state = submit(page)
    desk.post(reverse(APPROVE), {"one": items(desk)[-1].offer})
    return state


def undo(desk, state):
    return desk.post(reverse("desk:undo", args=[state.pk]))


def test_undo_puts_it_back_with_nothing_planned(desk, submit, facebook, shopkeeper):
    state = approved(desk, submit)
    Letter.objects.all().delete()
    assert "Annuler" in desk.get(reverse(LIST)).text
    undo(desk, state)
    page = state.workflow_state.content_object
    page.refresh_from_db()
    assert (status(state), page.live) == ("in_progress", False)
    assert page.workflow_in_progress is True
    assert {p.state for p in Publication.objects.all()} == {"cancelled"}
    assert [letter.to for letter in Letter.objects.all()] == [shopkeeper.email]
    desk.post(reverse(APPROVE), {"one": items(desk)[0].offer})
    assert Publication.objects.get(channel=facebook).state == "planned"


def test_what_is_on_its_way_is_not_undone(desk, submit, facebook):
    state = approved(desk, submit)
    Publication.objects.filter(channel=facebook).update(state="sending", fence=1)
    undo(desk, state)
    assert status(state) == TaskState.STATUS_APPROVED
    assert {p.state for p in Publication.objects.all()} == {"sending", "planned"}
    assert desk.get(reverse("desk:waiting")).context["approved"] == []


def test_after_ten_minutes_it_stays(desk, submit, facebook, clock):
    state = approved(desk, submit)
    clock.shift(timedelta(minutes=10))
    undo(desk, state)
    assert status(state) == TaskState.STATUS_APPROVED


def test_undo_of_a_correction_brings_the_old_words_back(desk, submit, facebook):
    news = make_news(text="Avant.")
    news.save_revision().publish()
    before = Publication.objects.plan(news, facebook, TUESDAY)
    news.text = "Après."
    state = approved(desk, submit, news)
    undo(desk, state)
    news.refresh_from_db()
    before.refresh_from_db()
    assert (news.live, news.text) == (True, "Avant.")
    assert news.get_latest_revision_as_object().text == "Après."
    assert status(state) == TaskState.STATUS_IN_PROGRESS
    assert (before.state, before.at) == ("planned", TUESDAY)


def test_undo_waits_for_a_newer_version_of_the_author(desk, submit, facebook):
    state = approved(desk, submit)
    submit(state.workflow_state.content_object.specific)
    undo(desk, state)
    assert status(state) == TaskState.STATUS_APPROVED


def test_a_photo_is_recognised_and_one_without_words_is_named(desk, submit, facebook):
    photo, shop = make_photo(), make_shop()
    states = [
        submit(make_news(shop, title=title, photo=photo, live=False))
        for title in ("Premier", "Second")
    ]
    shown = desk.get(reverse("desk:approve", args=[states[1].pk])).context["alerts"]
    assert len(shown) == 2
    assert "Premier" in shown[1]
    assert Submission.objects.get(pk=states[0].pk).picture_print != ""


def test_another_item_within_the_hour_is_named(desk, submit, facebook):
    other = make_news(make_shop("Fleurs"), title="Des tulipes")
    Publication.objects.plan(other, facebook, MONDAY + timedelta(minutes=30))
    state = submit()
    [alert] = desk.get(reverse("desk:approve", args=[state.pk])).context["alerts"]
    assert "Des tulipes" in alert


def test_the_shops_last_items_stand_below(desk, submit, facebook):
    shop = make_shop()
    last = make_news(shop, title="Hier")
    state = submit(make_news(shop, live=False))
    lately = desk.get(reverse("desk:approve", args=[state.pk])).context["lately"]
    assert [page.pk for page, _ in lately] == [last.pk]


def test_of_what_leaves_within_an_hour_the_first_of_another_page_is_named(facebook):
    mine, first, second = (make_news(title=title) for title in ("Moi", "Un", "Deux"))
    for page, minutes in ((mine, 0), (second, 50), (first, -59)):
        at = MONDAY + timedelta(minutes=minutes)
        Publication.objects.plan(page, facebook, at)
    diary = Diary(SUNDAY, [mine.pk])
    assert diary.near(MONDAY, mine.pk).page_title == "Un"
    assert str(diary.near(MONDAY, mine.pk).channel) == "La Page"
    assert diary.near(MONDAY + timedelta(minutes=1), mine.pk).page_title == "Deux"
    assert diary.near(MONDAY + timedelta(hours=2), mine.pk) is None
    assert [each.at for each in diary.of(mine.pk)] == [MONDAY]
    assert len(diary.taken(facebook.pk)) == 3

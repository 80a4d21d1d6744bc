"""An event that doesn't take place as said: marked or withdrawn, never reminded of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.contract import Status
from publishing.dispatch import dispatch
from publishing.facebook.models import PostSettings
from publishing.facebook.transport import FacebookTransport
from publishing.models import Publication
from tests.factories import make_event, make_news

pytestmark = pytest.mark.django_db

State, Wave = Publication.State, Publication.Wave


@pytest.fixture
def event(clock, channel):
    return make_event(starts_at=timezone.now() + timedelta(days=3))


@pytest.fixture
def announced(event, channel, wall):
    publication = Publication.objects.plan(event, channel, timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    return publication


def call_off(event, status=Status.CANCELLED):
    event.status = status
    event.save_revision().publish()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (Status.CANCELLED, State.CANCELLED),
        (Status.POSTPONED, State.CANCELLED),
        (Status.RESCHEDULED, State.PLANNED),
        (Status.FULL, State.PLANNED),
    ],
)
def test_its_reminders_stop_at_once(event, channel, status, state):
    later = timezone.now() + timedelta(days=2)
    reminder = Publication.objects.plan(event, channel, later, wave=Wave.REMINDER)
    call_off(event, status)
    reminder.refresh_from_db()
    assert reminder.state == state
    reasons = {
        State.CANCELLED: "Ce qu’elle annonce n’a pas lieu comme prévu.",
        State.PLANNED: "",
    }
    assert reminder.reason == reasons[state]


def test_a_reminder_that_was_claimed_already_stops_too(event, channel, wall):
    Publication.objects.plan(event, channel, timezone.now(), wave=Wave.LAST_CALL)
    event.status = Status.CANCELLED
    event.save()  # as if the signal came too late
    last_call = Publication.objects.get()
    dispatch(last_call.pk)
    last_call.refresh_from_db()
    assert last_call.state == State.CANCELLED
    assert wall.posts == {}


def test_the_post_is_taken_away_where_the_town_wants_it(event, announced, wall):
    wall.shows = False
    call_off(event)
    dispatch(announced.pk)
    announced.refresh_from_db()
    assert announced.state == State.WITHDRAWN
    assert wall.posts == {}


def test_what_was_never_announced_is_not_announced_as_cancelled_there(
    event, channel, wall
):
    wall.shows = False
    publication = Publication.objects.plan(event, channel, timezone.now())
    call_off(event)
    dispatch(publication.pk)
    publication.refresh_from_db()
    assert publication.state == State.CANCELLED


@pytest.mark.parametrize(("choice", "shown"), [("mark", True), ("withdraw", False)])
def test_the_town_chooses_for_its_page(event, channel, choice, shown):
    PostSettings.objects.create(pk=1, when_cancelled=choice)
    event.status = Status.CANCELLED
    assert FacebookTransport(channel).shows(event.announcement()) is shown


def test_what_takes_place_is_shown_without_a_query(
    event, channel, django_assert_num_queries
):
    announcement = event.announcement()
    with django_assert_num_queries(0):
        assert FacebookTransport(channel).shows(announcement)


def test_words_that_became_wrong_wait_and_the_managers_are_told_once(
    channel, wall, clock, letters
):
    news = make_news(text="Dégustation ce soir.")
    publication = Publication.objects.plan(news, channel, timezone.now())
    clock.shift(timedelta(days=1))
    for _look in range(2):
        dispatch(publication.pk)
        publication.refresh_from_db()
        clock.move_to(publication.due_at)
    assert (publication.state, wall.posts) == (State.PLANNED, {})
    assert publication.reason == (
        "L’envoi attend d’autres mots. «\u00a0ce soir\u00a0» ne sera plus juste à ce "
        "moment-là\u00a0: écrivez «\u00a0mardi 12 janvier\u00a0»."
    )
    assert [to for to, _subject in letters()] == ["manager@example.org"]
    news.text = "Dégustation le mardi 12 janvier."
    news.save_revision().publish()
    dispatch(publication.pk)
    publication.refresh_from_db()
    assert publication.state == State.PUBLISHED


def test_a_reminder_is_looked_at_anew(event, channel, wall):
    event.text = "C’est demain\u202f!"
    event.save_revision().publish()
    reminder = Publication.objects.plan(
        event, channel, timezone.now(), wave=Wave.REMINDER
    )
    dispatch(reminder.pk)
    reminder.refresh_from_db()
    assert (reminder.state, wall.posts) == (State.PLANNED, {})

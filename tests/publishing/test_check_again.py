"""What is checked again at the moment of sending."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.models import SessionPage, WorkshopPage
from publishing.contract import Audience
from publishing.dispatch import dispatch
from publishing.models import Publication
from tests.factories import make_event, make_news

pytestmark = pytest.mark.django_db

State = Publication.State


def test_a_page_that_is_not_online_yet_is_waited_for(planned, news, wall):
    news.live = False
    news.save()
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PLANNED
    assert planned.due_at == timezone.now() + timedelta(minutes=1)
    news.save_revision().publish()
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED


def test_a_page_under_embargo_is_waited_for_until_its_instant(planned, news, wall):
    go_live_at = timezone.now() + timedelta(days=3)
    news.live, news.go_live_at = False, go_live_at
    news.save()
    news.save_revision().publish()
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.due_at == go_live_at


def test_a_page_that_never_came_online_is_missed_and_told(
    planned, news, clock, letters
):
    news.live = False
    news.save()
    clock.shift(timedelta(hours=1))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.MISSED
    assert [to for to, _ in letters()] == ["manager@example.org"]


def test_what_helps_nobody_any_more_is_missed(channel, wall, clock, letters):
    event = make_event(ends_at=timezone.now() + timedelta(days=1, hours=2))
    planned = Publication.objects.plan(event, channel, timezone.now())
    clock.shift(timedelta(days=3))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.MISSED
    assert wall.calls == []
    assert len(letters()) == 1


def test_a_session_that_is_over_is_missed(channel, wall, clock, agenda):
    workshop = agenda.add_child(
        instance=WorkshopPage(title="Ateliers", text="Un café.")
    )
    starts_at = timezone.now() + timedelta(hours=1)
    session = workshop.add_child(
        instance=SessionPage(title="La vitrine", starts_at=starts_at)
    )
    planned = Publication.objects.plan(session, channel, timezone.now())
    clock.shift(timedelta(hours=1))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert (planned.state, wall.calls) == (State.MISSED, [])


def test_an_opening_is_said_after_its_day_too(channel, wall, clock):
    news = make_news(kind="opening", opening_date=timezone.localdate())
    planned = Publication.objects.plan(news, channel, timezone.now())
    clock.shift(timedelta(days=2))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED


def test_what_waits_on_a_paused_channel_is_missed_when_its_time_is_over(
    channel, wall, clock
):
    event = make_event(ends_at=timezone.now() + timedelta(days=1, hours=2))
    planned = Publication.objects.plan(event, channel, timezone.now())
    channel.pause("The token died.")
    dispatch(planned.pk)
    clock.shift(timedelta(days=3))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.MISSED


def test_a_page_that_became_merchants_only_never_reaches_a_public_channel(
    planned, news, wall
):
    news.audience = Audience.MERCHANTS
    news.save()
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.MISSED
    assert wall.calls == []


def test_a_private_page_never_reaches_a_public_channel(planned, news, wall):
    PageViewRestriction.objects.create(
        page=news, restriction_type=PageViewRestriction.LOGIN
    )
    dispatch(planned.pk)
    assert wall.calls == []


def test_a_missed_one_is_sent_after_all_when_the_manager_says_so(
    planned, news, clock, wall
):
    news.live = False
    news.save()
    clock.shift(timedelta(hours=1))
    dispatch(planned.pk)
    news.live = True
    news.save()
    planned.refresh_from_db()
    assert planned.retry() is True
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED

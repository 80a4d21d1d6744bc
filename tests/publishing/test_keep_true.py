"""What stands on a channel follows its page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.contract import Audience
from publishing.dispatch import dispatch
from publishing.models import Attempt, Publication
from publishing.transport import Outcome, SendError

pytestmark = pytest.mark.django_db

State = Publication.State


@pytest.fixture
def published(planned, wall):
    dispatch(planned.pk)
    planned.refresh_from_db()
    wall.calls.clear()
    return planned


def publish_words(news, text):
    news.text = text
    news.save_revision().publish()


def test_a_page_that_says_something_else_is_amended(published, news, wall):
    publish_words(news, "Venez goûter le pain.")
    dispatch(published.pk)
    published.refresh_from_db()
    assert wall.posts == {published.pk: "Une boulangerie ouvre: Venez goûter le pain."}
    assert published.sent_wording == "Une boulangerie ouvre: Venez goûter le pain."
    assert published.due_at is None


def test_a_page_that_says_the_same_is_left_alone(published, news, wall):
    publish_words(news, news.text)
    dispatch(published.pk)
    published.refresh_from_db()
    assert wall.calls == ["wording"]
    assert published.due_at is None


def test_a_page_taken_offline_is_withdrawn(published, news, wall):
    news.unpublish()
    dispatch(published.pk)
    published.refresh_from_db()
    assert wall.posts == {}
    assert published.state == State.WITHDRAWN


def test_a_deleted_page_is_withdrawn(published, news, wall):
    news.delete()
    dispatch(published.pk)
    published.refresh_from_db()
    assert wall.posts == {}
    assert published.state == State.WITHDRAWN
    assert published.page_title == "Une boulangerie ouvre"


def test_a_deleted_shop_takes_its_news_along(published, news, wall):
    news.get_parent().delete()
    dispatch(published.pk)
    assert wall.posts == {}


def test_deleting_a_page_cancels_its_plans(planned, news, wall):
    news.delete()
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.CANCELLED
    assert wall.calls == []


def test_a_page_that_becomes_merchants_only_leaves_the_public_channel(
    published, news, wall
):
    news.audience = Audience.MERCHANTS
    news.save_revision().publish()
    dispatch(published.pk)
    assert wall.posts == {}


def test_a_withdrawn_page_that_is_approved_again_is_published_anew(
    published, news, channel, wall
):
    news.unpublish()
    dispatch(published.pk)
    news.save_revision().publish()
    planned = Publication.objects.plan(news, channel, timezone.now())
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned == published
    assert planned.state == State.PUBLISHED
    assert len(wall.posts) == 1


def test_a_correction_that_did_not_arrive_is_sent_again(published, news, wall, clock):
    publish_words(news, "Venez.")
    wall.answer("amend", SendError("No answer.", Outcome.AMBIGUOUS))
    dispatch(published.pk)
    published.refresh_from_db()
    assert published.state == State.PUBLISHED
    clock.move_to(published.due_at)
    dispatch(published.pk)
    assert wall.posts == {published.pk: "Une boulangerie ouvre: Venez."}


def test_a_correction_that_is_refused_is_told_once(published, news, wall, letters):
    wall.answer("amend", *[SendError("Too old to change.", Outcome.REFUSED)] * 2)
    publish_words(news, "Venez.")
    dispatch(published.pk)
    publish_words(news, "Venez.")
    dispatch(published.pk)
    published.refresh_from_db()
    assert wall.calls.count("amend") == 1
    assert published.state == State.PUBLISHED
    assert published.reason == "Too old to change."
    assert published.due_at is None
    assert [to for to, _ in letters()] == ["manager@example.org"]


def test_a_page_that_changes_while_it_is_sent_is_held_against_the_channel_after(
    planned, news, wall
):
    wall.answer("publish", lambda: publish_words(news, "Venez demain."))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED
    dispatch(planned.pk)
    assert wall.posts == {planned.pk: "Une boulangerie ouvre: Venez demain."}


def test_a_page_that_changes_during_a_correction_is_corrected_again(
    published, news, wall
):
    publish_words(news, "Un.")
    wall.answer("amend", lambda: publish_words(news, "Deux."))
    dispatch(published.pk)
    dispatch(published.pk)
    assert wall.posts == {published.pk: "Une boulangerie ouvre: Deux."}


def test_a_refusal_while_the_page_changes_leaves_nothing_due(planned, news, wall):
    def answer():
        publish_words(news, "Venez demain.")
        raise SendError("No.", Outcome.REFUSED)

    wall.answer("publish", answer)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.FAILED
    assert planned.due_at is None


def test_a_correction_waits_for_a_paused_channel(published, news, channel, wall, clock):
    publish_words(news, "Venez.")
    channel.pause("Rest.", until=timezone.now() + timedelta(minutes=5))
    dispatch(published.pk)
    assert wall.calls == []
    clock.shift(timedelta(minutes=5))
    dispatch(published.pk)
    assert wall.posts == {published.pk: "Une boulangerie ouvre: Venez."}


def test_approving_a_page_for_later_notes_no_change(published, news):
    news.go_live_at = timezone.now() + timedelta(days=1)
    news.live = False
    news.save()
    news.save_revision().publish()
    published.refresh_from_db()
    assert published.due_at is None
    assert published.attempts.filter(purpose=Attempt.Purpose.WITHDRAW).count() == 0

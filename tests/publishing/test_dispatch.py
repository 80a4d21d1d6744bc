"""The five outcomes of a try, and what the engine does about each."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Attempt, Channel, Publication
from publishing.transport import Outcome, SendError

pytestmark = pytest.mark.django_db

State = Publication.State
Result = Attempt.Result


def results(publication):
    return list(publication.attempts.values_list("purpose", "result"))


def failure(outcome, retry_after=None):
    return SendError("The wall is wet.", outcome, retry_after=retry_after)


def test_what_is_due_is_published_once_and_says_where(planned, wall):
    dispatch(planned.pk)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert wall.calls.count("publish") == 1
    assert planned.state == State.PUBLISHED
    assert planned.remote_id == f"post-{planned.pk}"
    assert planned.sent_wording == "Une boulangerie ouvre: Venez goûter."
    assert planned.due_at is None
    assert results(planned) == [("publish", Result.DONE)]


def test_what_is_not_due_is_left_alone(planned, wall):
    planned.move(timezone.now() + timedelta(hours=1))
    dispatch(planned.pk)
    assert wall.calls == []


def test_nothing_is_sent_inside_a_transaction_that_may_still_fail(planned, wall):
    with transaction.atomic(), pytest.raises(RuntimeError):
        dispatch(planned.pk)
    assert wall.calls == []


def test_the_attempt_is_written_before_the_first_byte_leaves(planned, wall):
    seen = []
    wall.answer("publish", lambda: seen.extend(results(planned)))
    dispatch(planned.pk)
    assert seen == [("publish", Result.STARTED)]


def test_what_was_not_sent_is_tried_again_each_time_later(planned, wall, clock):
    wall.answer("publish", *[failure(Outcome.NOT_SENT)] * 3)
    waits = []
    for _ in range(3):
        dispatch(planned.pk)
        planned.refresh_from_db()
        waits.append((planned.due_at - timezone.now()).total_seconds())
        clock.move_to(planned.due_at)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert waits == [15, 30, 60]
    assert planned.state == State.PUBLISHED
    assert planned.reason == ""


def test_the_managers_hear_once_of_what_is_tried_in_vain_for_long(
    planned, wall, clock, letters
):
    wall.answer("publish", *[failure(Outcome.NOT_SENT)] * 8)
    for _ in range(8):
        dispatch(planned.pk)
        planned.refresh_from_db()
        clock.move_to(planned.due_at)
    assert letters() == [
        ("manager@example.org", "Une boulangerie ouvre attend toujours : La Page")
    ]


def test_a_channel_that_asks_to_wait_is_left_alone_that_long(planned, wall, clock):
    wall.answer("publish", failure(Outcome.LATER, timedelta(minutes=10)))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PLANNED
    assert planned.due_at == timezone.now() + timedelta(minutes=10)
    assert planned.channel.state == Channel.State.PAUSED

    clock.shift(timedelta(minutes=10))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED
    assert planned.channel.state == Channel.State.ACTIVE


def test_what_alone_is_asked_to_wait_leaves_its_channel_open(planned, wall):
    wait = timedelta(minutes=10)
    error = SendError("Later.", Outcome.LATER, retry_after=wait, whole_channel=False)
    wall.answer("publish", error)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.due_at == timezone.now() + wait
    assert planned.channel.state == Channel.State.ACTIVE


def test_what_is_out_in_part_cannot_be_cancelled_while_it_waits(planned, wall):
    wall.answer("publish", "partly", failure(Outcome.NOT_SENT))
    dispatch(planned.pk)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.SENDING
    assert planned.cancel() is False


def test_refused_content_fails_and_its_people_are_told(planned, wall, letters, news):
    news.owner = author = User.objects.create_user("denise", "denise@example.org")
    news.save()
    wall.answer("publish", failure(Outcome.REFUSED))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.FAILED
    assert planned.reason == "The wall is wet."
    assert planned.due_at is None
    subject = "Une boulangerie ouvre : refus de La Page"
    assert letters() == [(author.email, subject), ("manager@example.org", subject)]


def test_a_channel_that_is_down_pauses_and_fails_nothing(planned, wall, letters, clock):
    wall.answer("publish", failure(Outcome.CHANNEL_DOWN))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PLANNED
    assert planned.channel.state == Channel.State.ATTENTION
    assert planned.channel.reason == "The wall is wet."

    clock.shift(timedelta(hours=1))
    dispatch(planned.pk)
    assert wall.calls.count("publish") == 1
    assert letters() == [("manager@example.org", "La Page est en pause")]


def test_a_channel_that_is_connected_again_goes_on_at_once(planned, wall, clock):
    wall.answer("publish", failure(Outcome.CHANNEL_DOWN))
    dispatch(planned.pk)
    Channel.objects.get(kind="facebook").connect({"token": "new"})
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED


def test_trouble_with_an_old_token_does_not_pause_a_channel_that_has_a_new_one(
    planned, wall
):
    def meanwhile():
        Channel.objects.get(kind="facebook").connect({"token": "new"})
        raise failure(Outcome.CHANNEL_DOWN)

    wall.answer("publish", meanwhile)
    dispatch(planned.pk)
    assert Channel.objects.get(kind="facebook").state == Channel.State.ACTIVE


def test_a_part_that_is_sent_is_followed_by_the_rest(planned, wall):
    wall.answer("publish", "partly", "partly")
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.SENDING
    dispatch(planned.pk)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED
    assert [result for _, result in results(planned)] == ["partial", "partial", "done"]


def test_a_fault_in_our_own_words_sends_nothing_and_is_told_once(
    planned, wall, clock, letters
):
    wall.answer("wording", *[ZeroDivisionError()] * 2)
    for _ in range(2):
        dispatch(planned.pk)
        planned.refresh_from_db()
        clock.move_to(planned.due_at)
    assert planned.state == State.PLANNED
    assert results(planned) == []
    assert len(letters()) == 1


def test_an_empty_text_is_not_sent(planned, wall):
    wall.wording = "  "
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.FAILED
    assert results(planned) == []

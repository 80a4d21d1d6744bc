"""A try without a clear answer: the engine looks before it sends again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Attempt, Publication
from publishing.transport import Outcome, SendError

pytestmark = pytest.mark.django_db

State = Publication.State
Result = Attempt.Result
GRACE = timedelta(seconds=90)
LEASE = timedelta(seconds=120)


def ambiguous():
    return SendError("No answer in time.", Outcome.AMBIGUOUS)


def results(publication):
    return list(publication.attempts.values_list("purpose", "result"))


def posted_but_unheard(wall, publication):
    def answer():
        wall.posts[publication.pk] = "Une boulangerie ouvre: Venez goûter."
        raise ambiguous()

    return answer


@pytest.fixture
def unsure(planned, wall):
    """A publication after a try that left nothing on the wall, nobody knows."""
    wall.answer("publish", ambiguous())
    dispatch(planned.pk)
    planned.refresh_from_db()
    return planned


def test_an_unclear_answer_makes_it_unsure_until_the_grace_time_is_over(unsure, wall):
    assert unsure.state == State.UNSURE
    assert unsure.due_at == timezone.now() + GRACE
    dispatch(unsure.pk)
    assert wall.calls.count("find") == 0


def test_a_hurry_does_not_shorten_the_grace_time(unsure, wall, channel, clock):
    clock.shift(timedelta(seconds=10))
    channel.resume()
    dispatch(unsure.pk)
    unsure.refresh_from_db()
    assert unsure.state == State.UNSURE
    assert wall.calls == ["wording", "publish"]


def test_what_is_found_is_adopted_and_never_sent_again(planned, wall, clock):
    wall.answer("publish", posted_but_unheard(wall, planned))
    dispatch(planned.pk)
    clock.shift(GRACE)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.PUBLISHED
    assert planned.remote_id == f"post-{planned.pk}"
    assert results(planned) == [("publish", Result.FOUND)]
    assert wall.calls.count("publish") == 1


def test_what_is_found_with_old_words_is_amended(planned, news, wall, clock):
    wall.answer("publish", posted_but_unheard(wall, planned))
    dispatch(planned.pk)
    news.text = "Venez goûter le pain."
    news.save()
    clock.shift(GRACE)
    dispatch(planned.pk)
    dispatch(planned.pk)
    assert wall.posts == {planned.pk: "Une boulangerie ouvre: Venez goûter le pain."}


def test_what_is_surely_absent_is_sent_again(unsure, wall, clock):
    clock.shift(GRACE)
    dispatch(unsure.pk)
    unsure.refresh_from_db()
    assert unsure.state == State.PUBLISHED
    assert results(unsure) == [("publish", Result.ABSENT), ("publish", Result.DONE)]


def test_a_channel_that_cannot_be_read_is_never_sent_to(unsure, wall, clock, letters):
    wall.answer("find", *[SendError("No reading.", Outcome.AMBIGUOUS)] * 3)
    clock.shift(GRACE)
    waits = []
    for _ in range(3):
        dispatch(unsure.pk)
        unsure.refresh_from_db()
        waits.append((unsure.due_at - timezone.now()).total_seconds())
        clock.move_to(unsure.due_at)
    assert unsure.state == State.UNSURE
    assert waits == [15, 30, 60]
    assert wall.calls.count("publish") == 1
    assert [to for to, _ in letters()] == ["manager@example.org"]


def test_a_worker_that_died_is_waited_for_before_the_look(planned, wall, clock):
    assert planned.claim(timezone.now())
    assert planned.begin_attempt(Attempt.Purpose.PUBLISH)
    clock.shift(LEASE)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.UNSURE
    assert planned.due_at == timezone.now() + GRACE
    clock.shift(GRACE)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert wall.calls[:1] == ["find"]
    assert planned.state == State.PUBLISHED


def test_an_unforeseen_exception_of_a_transport_counts_as_unclear(planned, wall):
    wall.answer("publish", KeyError("id"))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.UNSURE
    assert results(planned) == [("publish", Result.AMBIGUOUS)]


def test_an_answer_after_the_lease_is_left_to_whoever_holds_it_now(
    planned, wall, clock
):
    def slow():
        clock.shift(LEASE)
        dispatch(planned.pk)

    wall.answer("publish", slow)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.UNSURE
    assert results(planned) == [("publish", Result.STARTED)]
    clock.shift(GRACE)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert results(planned) == [("publish", Result.FOUND)]
    assert wall.calls.count("publish") == 1


def test_a_fence_that_a_rival_raised_never_becomes_ours(planned, clock):
    rival = Publication.objects.get(pk=planned.pk)
    assert planned.claim(timezone.now())
    clock.shift(LEASE)
    rival.refresh_from_db()
    assert rival.claim(timezone.now())
    assert planned.begin_attempt(Attempt.Purpose.PUBLISH) is None
    assert planned.record_failed("too late") is False
    assert rival.begin_attempt(Attempt.Purpose.PUBLISH) is not None


def test_it_stays_unsure_while_its_channel_is_paused(unsure, channel, clock, wall):
    channel.pause("The token died.")
    clock.shift(GRACE)
    dispatch(unsure.pk)
    unsure.refresh_from_db()
    assert unsure.state == State.UNSURE
    assert unsure.cancel() is False
    assert wall.calls.count("find") == 0


def test_a_page_taken_offline_meanwhile_is_looked_for_and_withdrawn(
    planned, news, wall, clock
):
    wall.answer("publish", posted_but_unheard(wall, planned))
    dispatch(planned.pk)
    news.unpublish()
    clock.shift(GRACE)
    dispatch(planned.pk)
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == State.WITHDRAWN
    assert wall.posts == {}


def test_a_clock_put_forward_does_not_shorten_the_wait_before_the_look(
    planned, wall, clock, monkeypatch
):
    wall.answer("publish", ambiguous())
    dispatch(planned.pk)
    monkeypatch.setattr("publishing.models.uptime.monotonic", lambda: 5)
    clock.shift(timedelta(hours=1))
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert wall.calls.count("find") == 0
    assert planned.due_at == timezone.now() + GRACE - timedelta(seconds=5)


def test_another_machine_goes_by_the_clock(unsure, wall, clock, monkeypatch):
    unsure.attempts.update(machine="another", uptime=10**6)
    clock.shift(GRACE)
    dispatch(unsure.pk)
    assert wall.calls.count("find") == 1

"""What stays doubtful after vain looks goes to a person, who decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.doubt import doubtful, it_is_not_there, it_is_there, sights
from publishing.models import Attempt, Publication
from publishing.reconcile import VAIN_TURNS
from publishing.transport import Outcome, SendError

pytestmark = pytest.mark.django_db

State = Publication.State


def no_answer(outcome=Outcome.AMBIGUOUS):
    return SendError("No answer in time.", outcome)


def bring_forward(publication, clock):
    clock.move_to(publication.due_at)
    dispatch(publication.pk)
    publication.refresh_from_db()


@pytest.fixture
def doubted(planned, wall, clock):
    """Sent without an answer, then looked for three times in vain."""
    wall.answer("publish", no_answer())
    wall.answer("find", *[no_answer(Outcome.NOT_SENT)] * 3)
    dispatch(planned.pk)
    planned.refresh_from_db()
    for _look in range(3):
        bring_forward(planned, clock)
    return planned


def test_a_person_is_asked_after_three_vain_looks(planned, wall, clock):
    wall.answer("publish", no_answer())
    wall.answer("find", *[no_answer(Outcome.NOT_SENT)] * 3)
    dispatch(planned.pk)
    planned.refresh_from_db()
    asked = []
    for _look in range(3):
        bring_forward(planned, clock)
        asked.append(doubtful().exists())
    assert asked == [False, False, True]


def test_a_person_is_asked_at_once_when_nobody_can_look(planned, wall, channel):
    wall.answer("publish", no_answer())
    dispatch(planned.pk)
    channel.pause("The token is dead.")
    assert doubtful().get() == planned


def test_a_post_that_she_found_is_adopted_and_not_sent_again(doubted, wall, manager):
    wall.posts["other"] = "Une boulangerie ouvre: Venez goûter."
    assert it_is_there(doubted, "https://wall.example/other", manager)
    doubted.refresh_from_db()
    assert (doubted.state, doubted.remote_id) == (State.PUBLISHED, "post-other")
    dispatch(doubted.pk)
    assert wall.calls.count("publish") == 1
    assert doubted.attempts.get(looked_by=manager).result == Attempt.Result.FOUND
    assert not doubted.attempts.unclear().exists()


def test_what_she_did_not_find_is_sent(doubted, wall, manager):
    assert it_is_not_there(doubted, manager)
    dispatch(doubted.pk)
    doubted.refresh_from_db()
    assert doubted.state == State.PUBLISHED
    assert list(wall.posts) == [doubted.pk]
    looked = doubted.attempts.get(looked_by=manager)
    assert looked.result == Attempt.Result.ABSENT
    assert not doubtful().exists()


def test_an_address_where_nothing_can_be_read_is_refused(doubted, manager):
    with pytest.raises(SendError):
        it_is_there(doubted, "https://wall.example/nothing", manager)
    doubted.refresh_from_db()
    assert doubted.state == State.UNSURE


def test_the_post_of_another_item_is_refused_and_not_offered(
    doubted, wall, manager, channel
):
    wall.posts["other"] = "Autre chose"
    Publication.objects.create(
        page_title="Autre chose",
        channel=channel,
        at=timezone.now(),
        state=State.PUBLISHED,
        remote_id="post-other",
    )
    assert sights(doubted) == []
    with pytest.raises(SendError, match="Autre chose"):
        it_is_there(doubted, "post-other", manager)


def test_no_two_items_stand_at_one_place(doubted, channel):
    other = Publication.objects.create(
        page_title="Autre chose", channel=channel, at=timezone.now(), remote_id="post-1"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=doubted.pk).update(remote_id=other.remote_id)


def test_a_receipt_that_names_the_post_of_another_is_not_believed(
    planned, wall, channel
):
    Publication.objects.create(
        page_title="Autre chose",
        channel=channel,
        at=timezone.now(),
        remote_id=f"post-{planned.pk}",
    )
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert (planned.state, planned.remote_id) == (State.UNSURE, "")
    assert planned.attempts.unclear().exists()


def test_what_is_refused_as_sent_but_never_found_goes_to_a_person(
    planned, wall, clock, letters, manager
):
    wall.answer("publish", *[no_answer()] * 20)
    for _turn in range(30):
        clock.shift(timedelta(minutes=5))
        dispatch(planned.pk)
    planned.refresh_from_db()
    assert wall.calls.count("publish") == VAIN_TURNS + 1
    assert (planned.state, planned.due_at) == (State.UNSURE, None)
    assert doubtful().get() == planned
    [(_to, subject)] = letters()
    assert subject == "À vérifier : « Une boulangerie ouvre » est-elle sur La Page ?"

    assert it_is_not_there(planned, manager)
    dispatch(planned.pk)
    assert wall.calls.count("publish") == VAIN_TURNS + 2


def test_it_is_not_sent_while_a_try_may_still_be_on_its_way(planned, wall, manager):
    wall.answer("publish", no_answer())
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert not it_is_not_there(planned, manager)
    planned.refresh_from_db()
    assert planned.state == State.UNSURE


def test_a_look_that_found_it_meanwhile_wins(doubted, wall, manager, clock):
    wall.posts[doubted.pk] = "Une boulangerie ouvre: Venez goûter."
    seen_by_her = Publication.objects.get(pk=doubted.pk)
    bring_forward(doubted, clock)
    assert doubted.state == State.PUBLISHED
    assert not it_is_not_there(seen_by_her, manager)
    assert wall.calls.count("publish") == 1


def test_she_does_not_decide_while_a_worker_looks(doubted, manager, clock):
    seen_by_her = Publication.objects.get(pk=doubted.pk)
    clock.move_to(doubted.due_at)
    assert doubted.claim(timezone.now())
    assert not it_is_not_there(seen_by_her, manager)


def test_a_worker_that_wakes_after_her_decision_records_nothing(doubted, manager):
    late = Publication.objects.get(pk=doubted.pk)
    assert it_is_not_there(doubted, manager)
    assert not late.record_missed("Too late.")

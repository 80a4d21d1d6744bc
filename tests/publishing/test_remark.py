"""What can't be amended is corrected below it, once; the managers are told."""

from datetime import timedelta

import pytest

from publishing.dispatch import dispatch
from publishing.models import Attempt
from publishing.transport import Outcome, SendError

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(planned, news, wall):
    """What stands there can't be changed, and the page has new words."""
    dispatch(planned.pk)
    news.text = "Venez demain."
    news.save_revision().publish()
    wall.correction = "Du nouveau : venez demain."
    wall.answer("amend", SendError("Not ours.", Outcome.REFUSED))
    dispatch(planned.pk)
    planned.refresh_from_db()
    return planned


def remarks(publication):
    tries = publication.attempts.filter(purpose=Attempt.Purpose.REMARK)
    return list(tries.values_list("result", flat=True))


def test_the_new_words_stand_below_it(changed, wall, letters):
    dispatch(changed.pk)
    changed.refresh_from_db()
    assert wall.remarks == ["Du nouveau : venez demain."]
    assert changed.due_at is None
    assert changed.reason.startswith("Ce qui s’y trouve n’a pas pu être changé")
    assert [to for to, _subject in letters()] == ["manager@example.org"]


def test_it_is_said_once_however_often_the_page_is_saved(changed, news, wall, letters):
    dispatch(changed.pk)
    news.save_revision().publish()
    dispatch(changed.pk)
    assert len(wall.remarks) == 1
    assert len(letters()) == 1


def test_a_remark_without_an_answer_is_looked_up_before_it_is_repeated(
    changed, wall, clock
):
    def heard_but_silent():
        wall.remarks.append(wall.correction)
        raise SendError("No answer.", Outcome.AMBIGUOUS)

    wall.answer("remark", heard_but_silent)
    dispatch(changed.pk)
    clock.shift(timedelta(hours=1))
    dispatch(changed.pk)
    assert len(wall.remarks) == 1
    assert remarks(changed) == ["found"]


def test_a_remark_that_is_surely_absent_is_made_again(changed, wall, clock):
    wall.answer("remark", SendError("No answer.", Outcome.AMBIGUOUS))
    dispatch(changed.pk)
    for _step in range(2):
        clock.shift(timedelta(hours=1))
        dispatch(changed.pk)
    assert wall.remarks == [wall.correction]
    assert remarks(changed) == ["absent", "done"]


def test_where_nothing_can_be_written_below_the_managers_are_told(
    changed, wall, letters
):
    wall.answer("remark", SendError("Comments are closed.", Outcome.REFUSED))
    dispatch(changed.pk)
    changed.refresh_from_db()
    assert changed.reason == "Comments are closed."
    assert changed.due_at is None
    assert len(letters()) == 1

"""Other pictures reach what is out: by a remark, or through the managers; once."""

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Publication
from publishing.transport import Outcome, SendError
from tests.factories import make_photo

pytestmark = pytest.mark.django_db

PAIN = {"names": ["pain.jpg"], "crop": "", "alt_text": "Du pain"}
TARTE = {"names": ["tarte.jpg"], "crop": "", "alt_text": "Une tarte"}
LEAD = "Les photos ont changé : /p/1"


@pytest.fixture
def published(planned, wall):
    wall.pictures = [PAIN]
    wall.new_pictures = LEAD
    dispatch(planned.pk)
    planned.refresh_from_db()
    return planned


def step(publication):
    Publication.objects.filter(pk=publication.pk).update(due_at=timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    return publication


def test_the_same_pictures_change_nothing(published, wall, letters):
    step(published)
    assert (wall.remarks, letters(), published.reason) == ([], [], "")


def test_another_picture_is_led_to_below_it_once(published, wall, letters):
    wall.pictures = [TARTE]
    step(step(published))
    assert wall.remarks == [LEAD]
    assert published.due_at is None
    assert published.reason.startswith("La page montre maintenant d’autres photos.")
    assert len(letters()) == 1


def test_the_remark_still_holds_when_the_pictures_change_again(published, wall):
    wall.pictures = [TARTE]
    step(published)
    wall.pictures = [PAIN, TARTE, {**PAIN, "names": ["four.jpg"]}]
    step(published)
    assert wall.remarks == [LEAD]


def test_a_remark_without_an_answer_is_looked_up_before_another(published, wall, clock):
    def heard_but_silent():
        wall.remarks.append(LEAD)
        raise SendError("No answer.", Outcome.AMBIGUOUS)

    wall.pictures = [TARTE]
    wall.answer("remark", heard_but_silent)
    step(published)
    clock.shift(3600)
    step(published)
    assert wall.remarks == [LEAD]
    assert published.reason.startswith("La page montre maintenant d’autres photos.")


@pytest.mark.parametrize(
    "now", [[{**PAIN, "alt_text": "Du bon pain"}], [{**PAIN, "crop": "1,2,3,4"}], []]
)
def test_what_no_remark_can_say_is_told_to_the_managers_once(
    published, wall, letters, now
):
    wall.pictures = now
    step(step(published))
    assert wall.remarks == []
    assert published.reason.startswith("Les photos de la page ont changé")
    assert [to for to, _subject in letters()] == ["manager@example.org"]


def test_where_nothing_can_be_written_below_the_managers_hear_of_it_once(
    published, wall, letters
):
    wall.pictures = [TARTE]
    wall.answer("remark", SendError("Comments are closed.", Outcome.REFUSED))
    step(step(published))
    assert published.reason == "Comments are closed."
    assert len(letters()) == 1


def test_words_are_amended_before_the_pictures_are_told_of(published, wall, news):
    wall.pictures = [TARTE]
    news.text = "Venez demain."
    news.save_revision().publish()
    dispatch(published.pk)
    assert wall.posts == {published.pk: "Une boulangerie ouvre: Venez demain."}
    dispatch(published.pk)
    assert wall.remarks == [LEAD]


def test_the_file_of_a_picture_tells_it_whatever_its_name(published, wall):
    wall.pictures = [{**PAIN, "names": ["pain_x7.jpg", "pain.jpg"]}]
    step(published)
    assert (wall.remarks, published.reason) == ([], "")


def test_pictures_of_which_nothing_was_noted_are_not_compared(published, wall):
    published.attempts.update(pictures=None)
    wall.pictures = [TARTE]
    step(published)
    assert (wall.remarks, published.reason) == ([], "")


def test_a_picture_that_is_edited_is_compared_where_its_page_is_out(
    planned, news, wall
):
    news.photo = make_photo()
    news.save()
    dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.due_at is None
    news.photo.focal_point_x = 7
    news.photo.save()
    planned.refresh_from_db()
    assert planned.due_at == timezone.now()

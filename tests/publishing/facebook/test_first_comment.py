"""The link below the post instead of in it, once, whatever happens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.facebook.models import PostSettings
from publishing.facebook.sandbox.models import Fault
from publishing.models import Attempt, Letter, Publication
from tests.factories import make_news, make_photo

State = Publication.State


@pytest.fixture(autouse=True)
def _hurry(settings):
    settings.PUBLISHING_GRACE_SECONDS = 0
    settings.FACEBOOK_READ_TIMEOUT = 0.8


@pytest.fixture(autouse=True)
def _aside(db):
    """The town wants the link in the first comment."""
    town = PostSettings.load()
    town.link_in_comment = True
    town.save()


@pytest.fixture
def planned(connected):
    """News with a photo, due on the Page."""
    news = make_news(photo=make_photo())
    return Publication.objects.plan(news, connected, timezone.now())


def step(publication):
    Publication.objects.filter(pk=publication.pk).update(due_at=timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    return publication.state


def comments(sandbox):
    return list(sandbox.posts.get().comments.values_list("name", "message"))


def test_the_link_stands_below_the_photo_not_in_the_text(planned, sandbox):
    assert step(planned) == State.PUBLISHED
    assert planned.due_at is not None  # the comment is still to come
    step(planned)
    assert comments(sandbox) == [
        (sandbox.name, f"Tout savoir\u00a0: {planned.short_link}")
    ]
    assert sandbox.posts.get().message.endswith(
        "Tout savoir\u00a0: le lien est en premier commentaire"
    )
    assert planned.due_at is None
    step(planned)
    assert len(comments(sandbox)) == 1


@pytest.mark.parametrize("kind", ["timeout", "drop", "error_after"])
def test_a_comment_whose_answer_got_lost_is_not_written_twice(planned, sandbox, kind):
    step(planned)
    Fault.objects.switch_on(kind)
    step(planned)
    step(planned)
    assert len(comments(sandbox)) == 1
    tries = planned.attempts.filter(purpose=Attempt.Purpose.FOLLOW_UP)
    assert [each.result for each in tries] == [Attempt.Result.FOUND]


def test_a_comment_that_facebook_did_not_take_is_written_again(planned, sandbox):
    step(planned)
    Fault.objects.switch_on("error_before")
    step(planned)
    step(planned)
    assert len(comments(sandbox)) == 1


def test_a_resident_who_copies_the_link_is_not_the_page(planned, sandbox):
    step(planned)
    post = sandbox.posts.get()
    post.comments.create(name="Une habitante", message=planned.short_link)
    Fault.objects.switch_on("error_before")
    step(planned)
    step(planned)
    assert [name for name, _ in comments(sandbox)] == ["Une habitante", sandbox.name]


def test_after_a_kill_the_comment_waits_until_the_page_can_be_read(
    planned, sandbox, settings
):
    settings.PUBLISHING_GRACE_SECONDS = 60
    step(planned)
    killed = planned.attempts.create(
        purpose=Attempt.Purpose.FOLLOW_UP,
        fence=planned.fence,
        started_at=timezone.now(),
    )
    assert step(planned) == State.PUBLISHED
    assert comments(sandbox) == []
    waits = killed.settled_at(timedelta(minutes=1)) - planned.due_at
    assert abs(waits) < timedelta(seconds=1)


def test_a_post_without_its_link_is_found_by_its_photo(planned, sandbox):
    Fault.objects.switch_on("drop")
    assert step(planned) == State.UNSURE
    assert planned.short_link not in sandbox.posts.get().message
    assert step(planned) == State.PUBLISHED
    step(planned)
    assert planned.remote_id == sandbox.posts.get().remote_id
    assert len(comments(sandbox)) == 1


def test_without_a_photo_the_link_stays_in_the_post(connected, sandbox):
    planned = Publication.objects.plan(make_news(), connected, timezone.now())
    step(planned)
    step(planned)
    assert planned.short_link in sandbox.posts.get().message
    assert comments(sandbox) == []


def test_without_the_right_to_comment_the_managers_are_told_once(
    planned, sandbox, manager
):
    step(planned)
    sandbox.tokens.update(scopes=["pages_read_engagement", "pages_show_list"])
    step(planned)
    step(planned)
    assert planned.state == State.PUBLISHED
    planned.channel.refresh_from_db()
    assert planned.channel.state == "active"
    assert Letter.objects.count() == 1
    assert comments(sandbox) == []

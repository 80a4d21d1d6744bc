"""What was uploaded once is not uploaded again, and tells whose a post is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.facebook.models import Upload
from publishing.facebook.sandbox.models import Fault
from publishing.models import Publication
from tests.factories import make_news, make_photo

State = Publication.State


@pytest.fixture(autouse=True)
def _hurry(settings):
    settings.PUBLISHING_GRACE_SECONDS = 0
    settings.FACEBOOK_READ_TIMEOUT = 0.8


@pytest.fixture
def planned(connected):
    """News with a photo, due on the Page."""
    return Publication.objects.plan(
        make_news(photo=make_photo(), alt_text="La vitrine"), connected, timezone.now()
    )


def step(publication):
    Publication.objects.filter(pk=publication.pk).update(due_at=timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    return publication.state


def test_a_second_try_uses_the_photo_of_the_first(planned, sandbox):
    Fault.objects.switch_on("error_before")
    assert step(planned) == State.UNSURE
    assert step(planned) == State.PUBLISHED
    assert sandbox.photos.count() == 1
    assert sandbox.posts.get().photos.get().alt_text == "La vitrine"


def test_an_upload_that_facebook_will_have_thrown_away_is_sent_anew(planned, sandbox):
    Fault.objects.switch_on("error_before")
    step(planned)
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(hours=21))
    step(planned)
    assert sandbox.photos.count() == 2


def test_a_photo_that_facebook_calls_used_is_sent_anew_after_the_look(planned, sandbox):
    Fault.objects.switch_on("error_before")
    step(planned)
    elsewhere = sandbox.posts.create(message="Ailleurs", application="another")
    sandbox.photos.update(post=elsewhere)
    assert step(planned) == State.UNSURE  # "already posted": it may be ours
    assert step(planned) == State.PUBLISHED
    assert planned.remote_id != elsewhere.remote_id
    assert sandbox.photos.count() == 2


def test_a_used_photo_is_not_used_by_the_next_plan(planned, sandbox):
    step(planned)
    planned.page.specific.unpublish()
    assert step(planned) == State.WITHDRAWN
    planned.page.specific.save_revision().publish()
    Publication.objects.plan(planned.page, planned.channel, timezone.now())
    planned.refresh_from_db()
    assert step(planned) == State.PUBLISHED
    assert Upload.objects.count() == 2

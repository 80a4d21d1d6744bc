"""The engine publishes through the sandbox, over real HTTP, exactly once."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model

from publishing.contract import Status
from publishing.dispatch import dispatch
from publishing.facebook.models import PostSettings
from publishing.facebook.sandbox.models import Fault
from publishing.models import Publication
from tests.factories import make_event, make_news, make_photo
from tests.publishing.facebook.conftest import jpeg

State = Publication.State


@pytest.fixture(autouse=True)
def _hurry(settings):
    settings.PUBLISHING_GRACE_SECONDS = 0
    settings.FACEBOOK_READ_TIMEOUT = 0.8


@pytest.fixture
def plan(connected):
    def plan(page):
        return Publication.objects.plan(page, connected, timezone.now())

    return plan


def step(publication):
    """Let the engine look at `publication` now, whenever it wanted to."""
    Publication.objects.filter(pk=publication.pk).update(due_at=timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    return publication.state


def test_news_with_a_photo_stands_on_the_page_without_its_place(plan, sandbox):
    exif = Picture.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 35.0, 0.0)})
    file = ImageFile(BytesIO(jpeg(exif=exif.tobytes())), name="photo.jpg")
    photo = get_image_model().objects.create(title="Vitrine", file=file)
    publication = plan(make_news(photo=photo, alt_text="La vitrine"))
    assert step(publication) == State.PUBLISHED
    post = sandbox.posts.get()
    shown = post.photos.get()
    with shown.file.open("rb") as received:
        assert b"Exif" not in received.read()
    assert shown.alt_text == "La vitrine"
    assert publication.remote_id == post.remote_id
    assert publication.short_link in post.message


def test_three_photos_make_one_post_that_shows_them_with_their_words(plan, sandbox):
    more = [
        ("photo", {"image": make_photo(), "alt_text": words})
        for words in ("Le fournil", "L’équipe")
    ]
    news = make_news(photo=make_photo(), alt_text="La vitrine", more_photos=more)
    assert step(plan(news)) == State.PUBLISHED
    shown = sandbox.posts.get().photos.order_by("pk")
    words = ["La vitrine", "Le fournil", "L’équipe"]
    assert list(shown.values_list("alt_text", flat=True)) == words
    assert sandbox.photos.count() == 3


@pytest.mark.parametrize("kind", ["timeout", "drop", "error_after"])
def test_an_answer_that_got_lost_does_not_post_twice(plan, sandbox, kind):
    Fault.objects.switch_on(kind)
    publication = plan(make_news())
    assert step(publication) == State.UNSURE
    assert step(publication) == State.PUBLISHED
    assert publication.remote_id == sandbox.posts.get().remote_id


def test_what_facebook_did_not_take_is_sent_again(plan, sandbox):
    Fault.objects.switch_on("error_before")
    publication = plan(make_news())
    assert step(publication) == State.UNSURE
    assert step(publication) == State.PUBLISHED
    assert sandbox.posts.count() == 1


def test_an_expired_token_lets_everything_wait_and_nothing_fail(plan, sandbox):
    Fault.objects.switch_on("expired", times=None)
    publication = plan(make_news())
    assert step(publication) == State.PLANNED
    publication.channel.refresh_from_db()
    assert publication.channel.state == "attention"
    Fault.objects.switch_off("expired")
    publication.channel.connect(publication.channel.credentials)
    assert step(publication) == State.PUBLISHED
    assert sandbox.posts.count() == 1


def test_a_cancelled_event_is_said_in_its_post(plan, sandbox):
    event = make_event(starts_at=timezone.now() + timedelta(days=3))
    publication = plan(event)
    step(publication)
    event.status = Status.CANCELLED
    event.save()
    step(publication)
    assert sandbox.posts.get().message.startswith("ANNULÉ.")


def test_a_page_that_is_taken_down_takes_its_post_along(plan, sandbox):
    news = make_news()
    publication = plan(news)
    step(publication)
    news.unpublish()
    assert step(publication) == State.WITHDRAWN
    assert sandbox.posts.count() == 0


def other_photo(news, **changes):
    """Publish `news` with another photo, or the same one shown otherwise."""
    for name, value in changes.items():
        setattr(news, name, value)
    news.save_revision().publish()


def test_a_new_photo_is_led_to_by_one_comment(plan, sandbox):
    news = make_news(photo=make_photo(), alt_text="La vitrine")
    publication = plan(news)
    step(publication)
    other_photo(news, photo=make_photo("autre.jpg"))
    step(publication)
    other_photo(news, photo=make_photo("encore.jpg"))
    step(publication)
    [comment] = sandbox.posts.get().comments.values_list("message", flat=True)
    assert comment == (
        f"La photo a changé depuis. La nouvelle est ici\u00a0: {publication.short_link}"
    )


def test_new_words_for_the_same_photo_are_told_to_the_managers(plan, sandbox):
    news = make_news(photo=make_photo(), alt_text="La vitrine")
    publication = plan(news)
    step(publication)
    other_photo(news, alt_text="La vitrine, le soir")
    step(publication)
    assert not sandbox.posts.get().comments.exists()
    assert publication.reason.startswith("Les photos de la page ont changé")


def test_the_towns_taste_for_shapes_changes_nothing_that_is_out(plan, sandbox):
    news = make_news(photo=make_photo())
    publication = plan(news)
    step(publication)
    town = PostSettings.load()
    town.photo_shape = "square"
    town.save()
    step(publication)
    assert publication.reason == ""

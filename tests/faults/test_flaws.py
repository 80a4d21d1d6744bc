"""The storm can find a fault: an engine with a flaw posts twice in it, ours once."""

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.facebook.transport import FacebookTransport
from publishing.models import Attempt, Channel, Publication
from tests.factories import make_news
from tests.faults.storm.flaws import FLAWS
from tests.faults.storm.moods import Mood
from tests.faults.storm.page import PageServer

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here, as by SIGKILL: nothing catches it."""


class Unheard:
    """Takes every post; the first answer for each item doesn't tell."""

    def towards_post(self, item, number, stands_there):
        return Mood(True, "receipt" if number else "error 500", delay=0, lag=0)

    def towards_read(self):
        return "listing"


@pytest.fixture
def page(settings):
    settings.PUBLISHING_LEASE_SECONDS = settings.PUBLISHING_GRACE_SECONDS = 0
    with PageServer(Unheard()) as page:
        settings.FACEBOOK_GRAPH_URL = page.url
        yield page


@pytest.fixture
def publication(page):
    channel = Channel.objects.create(kind="facebook", name="La Page", remote_id="1")
    channel.connect({"access_token": "a token"})
    news = make_news(title="Nouvelle n° 1")
    return Publication.objects.plan(news, channel, timezone.now())


@pytest.fixture
def flawed(monkeypatch):
    """Build a flaw into the engine, until the test ends."""
    for owner, name in (
        (FacebookTransport, "find"),
        (Publication, "begin_attempt"),
        (Attempt, "end"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    return lambda flaw: FLAWS[flaw]()


def posts_after_an_unheard_answer(publication, page):
    for _ in range(3):
        dispatch(publication.pk)
    return len(page.posts)


def posts_after_a_death(publication, page, monkeypatch):
    publish = FacebookTransport.publish

    def die(*arguments):
        publish(*arguments)
        raise Killed

    page.temper.towards_post = lambda *_: Mood(True, "receipt", delay=0, lag=0)
    with monkeypatch.context() as patch:
        patch.setattr(FacebookTransport, "publish", die)
        with pytest.raises(Killed):
            dispatch(publication.pk)
    for _ in range(2):
        dispatch(publication.pk)
    return len(page.posts)


def test_without_a_look_an_unheard_post_is_sent_twice(publication, page, flawed):
    flawed("no look")
    assert posts_after_an_unheard_answer(publication, page) == 2


def test_with_the_look_an_unheard_post_stands_there_once(publication, page):
    assert posts_after_an_unheard_answer(publication, page) == 1


def test_an_attempt_written_late_is_forgotten_by_a_death(
    publication, page, flawed, monkeypatch
):
    flawed("attempt after the call")
    assert posts_after_a_death(publication, page, monkeypatch) == 2


def test_an_attempt_written_first_survives_a_death(publication, page, monkeypatch):
    assert posts_after_a_death(publication, page, monkeypatch) == 1

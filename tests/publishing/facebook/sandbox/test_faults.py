"""Faults that are switched on, and what our transport makes of them."""

import pytest

from publishing.contract import Announcement
from publishing.facebook.sandbox.models import Fault
from publishing.facebook.transport import FacebookTransport
from publishing.models import Publication
from publishing.transport import Outcome, SendError
from tests.publishing.facebook.conftest import MARK

ITEM = Announcement(
    kind="news",
    title="Du neuf chez Weber",
    text="Venez goûter.",
    url="https://ville.example/weber/",
    language="fr",
)


@pytest.fixture
def publish(connected, settings):
    settings.FACEBOOK_READ_TIMEOUT = 0.6
    publication = Publication(pk=MARK, channel=connected)
    return lambda: FacebookTransport(connected).publish(publication, ITEM)


@pytest.mark.parametrize(
    ("kind", "outcome", "posts"),
    [
        (Fault.Kind.TIMEOUT, Outcome.AMBIGUOUS, 1),
        (Fault.Kind.DROP, Outcome.AMBIGUOUS, 1),
        (Fault.Kind.ERROR_AFTER, Outcome.AMBIGUOUS, 1),
        (Fault.Kind.ERROR_BEFORE, Outcome.AMBIGUOUS, 0),
        (Fault.Kind.RATE_LIMIT, Outcome.LATER, 0),
        (Fault.Kind.EXPIRED, Outcome.CHANNEL_DOWN, 0),
    ],
)
def test_a_fault_leaves_what_it_says(publish, sandbox, kind, outcome, posts):
    Fault.objects.switch_on(kind)
    with pytest.raises(SendError) as raised:
        publish()
    assert raised.value.outcome == outcome
    assert sandbox.posts.count() == posts
    assert Fault.objects.count() == 0


def test_a_rate_limit_says_how_long(publish):
    Fault.objects.switch_on(Fault.Kind.RATE_LIMIT)
    with pytest.raises(SendError) as raised:
        publish()
    assert raised.value.retry_after.total_seconds() == 60


def test_a_slow_answer_is_still_an_answer(publish, sandbox):
    Fault.objects.switch_on(Fault.Kind.SLOW)
    publish()
    assert sandbox.posts.count() == 1


@pytest.mark.django_db
def test_a_fault_strikes_as_often_as_it_was_told():
    Fault.objects.switch_on("drop", times=2)
    assert [Fault.objects.strikes("drop") for _ in range(3)] == [True, True, False]


@pytest.mark.django_db
def test_a_fault_without_a_number_lasts_until_it_is_switched_off():
    Fault.objects.switch_on("drop", times=None)
    assert [Fault.objects.strikes("drop") for _ in range(3)] == [True, True, True]
    Fault.objects.switch_off("drop")
    assert Fault.objects.strikes("drop") is False

"""What every transport must do, whatever its vendor: one test for all of them.

A new channel adds its kind to PLACES: a fixture that gives a real place to
publish on (HTTP or SMTP on 127.0.0.1) with something due there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from cityhub.hub.lock import free_port
from publishing.dispatch import dispatch
from publishing.facebook.sandbox.models import Post
from publishing.models import Publication
from publishing.transport import (
    TRANSPORTS,
    Finding,
    Outcome,
    Receipt,
    SendError,
    Transport,
    transport_for,
)
from tests.factories import make_news
from tests.publishing.facebook.conftest import connected, sandbox
from tests.publishing.newsletter.conftest import (
    make_subscribers,
    plan_issue,
    post_office,
)

__all__ = ["connected", "make_subscribers", "plan_issue", "post_office", "sandbox"]

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

State = Publication.State
NOT_THERE_SURELY = {Outcome.NOT_SENT, Outcome.LATER}


@dataclass
class Place:
    """Somewhere to publish: what is due there, and how often it stands there."""

    publication: Publication
    copies: Callable[[], int]
    go_dark: Callable[[], None]

    @property
    def transport(self) -> Transport:
        self.publication.refresh_from_db()
        return transport_for(self.publication.channel)

    @property
    def announcement(self):
        return self.publication.page.specific.announcement()

    def bring_out(self) -> None:
        """Dispatch until it is out."""
        for _ in range(10):
            dispatch(self.publication.pk)
            self.publication.refresh_from_db()
            if self.publication.state == State.PUBLISHED:
                return
        pytest.fail(f"{self.publication.state}: {self.publication.reason}")


@pytest.fixture
def facebook_place(request, settings):
    """A Page of the sandbox, with news due on it."""
    channel = request.getfixturevalue("connected")

    def go_dark():
        settings.FACEBOOK_GRAPH_URL = f"http://127.0.0.1:{free_port()}/"

    return Place(
        publication=Publication.objects.plan(make_news(), channel, timezone.now()),
        copies=Post.objects.count,
        go_dark=go_dark,
    )


@pytest.fixture
def newsletter_place(request, settings):
    """A mail server and two readers, with an issue due."""
    post_office = request.getfixturevalue("post_office")
    request.getfixturevalue("make_subscribers")(2)

    def go_dark():
        settings.EMAIL_PORT = free_port()

    return Place(
        publication=request.getfixturevalue("plan_issue")(),
        copies=lambda: len(post_office.mails) // 2,
        go_dark=go_dark,
    )


PLACES = {"facebook": "facebook_place", "newsletter": "newsletter_place"}


@pytest.fixture(params=sorted(TRANSPORTS))
def place(request):
    """A place to publish on, for each kind of channel there is."""
    if request.param not in PLACES:
        pytest.fail(f"Give PLACES a fixture for the kind {request.param}.")
    return request.getfixturevalue(PLACES[request.param])


@pytest.mark.parametrize("kind", sorted(TRANSPORTS))
def test_it_is_a_transport_with_every_method(kind):
    transport = import_string(TRANSPORTS[kind])
    assert issubclass(transport, Transport)
    assert transport.__abstractmethods__ == frozenset()
    assert transport.grace_time() >= timedelta(0)


def test_it_says_the_same_of_the_same(place):
    first = place.transport.wording(place.publication, place.announcement)
    second = place.transport.wording(place.publication, place.announcement)
    assert first.strip()
    assert first == second


def test_it_shows_how_an_item_will_look(place):
    assert isinstance(place.transport.preview(place.announcement), SafeString)


def test_its_health_is_a_list_of_findings_and_all_is_well(place):
    findings = place.transport.check()
    assert {type(finding) for finding in findings} == {Finding}
    assert [finding for finding in findings if finding.ok is False] == []


def test_it_counts_its_fans(place):
    assert place.transport.count_fans() >= 0


def test_it_finds_nothing_before_anything_is_sent(place):
    hour_ago = timezone.now() - timedelta(hours=1)
    assert place.transport.find(place.publication, hour_ago) is None


def test_what_it_publishes_stands_there_once_and_is_found(place):
    place.bring_out()
    dispatch(place.publication.pk)
    found = place.transport.find(
        place.publication, timezone.now() - timedelta(minutes=1)
    )
    assert place.copies() == 1
    assert isinstance(found, Receipt)
    assert found.remote_id == place.publication.remote_id
    assert place.publication.attempts.unclear().count() == 0


def test_to_amend_is_safe_to_repeat(place):
    place.bring_out()
    for _ in range(2):
        receipt = place.transport.amend(place.publication, place.announcement)
        assert receipt.remote_id == place.publication.remote_id
    assert place.copies() == 1


def test_to_withdraw_is_safe_to_repeat(place):
    place.bring_out()
    for _ in range(2):
        assert place.transport.withdraw(place.publication) is None


def test_a_page_taken_offline_ends_withdrawn(place):
    place.bring_out()
    place.publication.page.specific.unpublish()
    dispatch(place.publication.pk)
    place.publication.refresh_from_db()
    assert place.publication.state == State.WITHDRAWN


def test_a_place_that_nobody_answers_at_got_nothing(place):
    transport, announcement = place.transport, place.announcement
    claimed = Publication.objects.claim(place.publication.pk, timezone.now())
    place.go_dark()
    with pytest.raises(SendError) as caught:
        transport.publish(claimed, announcement)
    assert caught.value.outcome in NOT_THERE_SURELY
    assert str(caught.value.message)
    assert place.copies() == 0


def test_it_comes_out_once_when_the_place_is_back(place, settings):
    before = (settings.FACEBOOK_GRAPH_URL, settings.EMAIL_PORT)
    place.go_dark()
    dispatch(place.publication.pk)
    place.publication.refresh_from_db()
    assert place.publication.state in {State.PLANNED, State.SENDING}
    settings.FACEBOOK_GRAPH_URL, settings.EMAIL_PORT = before
    place.publication.channel.resume()
    place.bring_out()
    assert place.copies() == 1

"""Planning: a page goes on a channel once."""

import pytest
from django.utils import timezone

from publishing.contract import Audience
from publishing.models import Channel, Publication
from publishing.models.publication import NotForThisChannel
from tests.factories import make_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def facebook():
    return Channel.objects.create(kind="facebook", name="La Page", remote_id="1")


def test_planning_twice_keeps_one_publication(facebook):
    news, at = make_news(), timezone.now()
    first = Publication.objects.plan(news, facebook, at)
    second = Publication.objects.plan(news, facebook, at)
    assert second == first
    assert Publication.objects.count() == 1


def test_news_for_the_newsletter_waits_for_an_issue(newsletter_channel):
    planned = Publication.objects.plan(make_news(), newsletter_channel, timezone.now())
    assert planned.carried is True
    assert planned.due_at is None


def test_merchants_only_news_cannot_be_planned_for_a_public_channel(facebook):
    news = make_news(audience=Audience.MERCHANTS)
    with pytest.raises(NotForThisChannel):
        Publication.objects.plan(news, facebook, timezone.now())
    assert Publication.objects.count() == 0


def test_only_one_of_two_claims_wins(facebook):
    planned = Publication.objects.plan(make_news(), facebook, timezone.now())
    rival = Publication.objects.get(pk=planned.pk)
    assert planned.claim(timezone.now()) is True
    assert rival.claim(timezone.now()) is False
    assert planned.state == Publication.State.SENDING

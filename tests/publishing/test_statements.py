"""How much of the database one publication takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Channel, Publication
from tests.factories import make_event, make_news, make_photo, make_shop
from tests.publishing.facebook.conftest import graph_server

__all__ = ["graph_server"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def graph_channel(graph_server):
    """A Page on a server that takes whatever it is sent."""
    two = [{"target": {"id": "1"}}, {"target": {"id": "2"}}]
    shown = {"data": [{"media_type": "album", "subattachments": {"data": two}}]}
    for number in range(9):
        graph_server.answer({"id": f"1_{number}", "attachments": shown})
    channel = Channel.objects.create(kind="facebook", name="La Page", remote_id="1")
    channel.connect({"access_token": "a token"})
    return channel


CLAIM = [("UPDATE", "publishing_publication"), ("SELECT", "publishing_publication")]
#: Renew the claim, write the attempt; note the receipt, end the attempt.
BEGIN = [("UPDATE", "publishing_publication"), ("INSERT", "publishing_attempt")]
END = [("UPDATE", "publishing_publication"), ("UPDATE", "publishing_attempt")]
#: The page itself is read with the claim.
NEWS = [("SELECT", "wagtailcore_page"), ("SELECT", "taggit_tag")]
EVENT = [("SELECT", "events_eventdate"), ("SELECT", "taggit_tag")]


def statements(page, channel):
    """Return what the engine says to the database while it publishes `page`."""
    planned = Publication.objects.plan(page, channel, timezone.now())
    with CaptureQueriesContext(connection) as captured:
        dispatch(planned.pk)
    planned.refresh_from_db()
    assert planned.state == Publication.State.PUBLISHED
    said = [query["sql"] for query in captured.captured_queries]
    verbs = ("SELECT", "INSERT", "UPDATE", "DELETE")
    return [(s.split()[0], s.split('"')[1]) for s in said if s.startswith(verbs)]


def test_publishing_news_takes_few_statements(channel, wall):
    shop = make_shop()
    statements(make_news(shop), channel)
    assert statements(make_news(shop), channel) == CLAIM + NEWS + BEGIN + END


def test_publishing_an_event_of_a_shop_takes_as_few(channel, wall):
    shop = make_shop()
    statements(make_event(shop, shop=shop), channel)
    event = make_event(shop, shop=shop)
    assert statements(event, channel) == CLAIM + EVENT + BEGIN + END


def test_a_post_on_facebook_takes_no_more(graph_channel):
    shop = make_shop()
    statements(make_news(shop), graph_channel)
    assert statements(make_news(shop), graph_channel) == CLAIM + NEWS + BEGIN + END


def test_photos_cost_their_reading_and_a_note_of_each_upload(graph_channel):
    shop = make_shop()
    photos = [("photo", {"image": make_photo(), "alt_text": "Le pain"})] * 2
    statements(make_news(shop), graph_channel)
    news = make_news(shop, photo=make_photo(), more_photos=photos)
    uploads = [
        *[("INSERT", "facebook_upload")] * 2,
        ("SELECT", "a"),  # whether everything stands still meanwhile
        ("UPDATE", "facebook_upload"),
    ]
    assert statements(news, graph_channel) == [
        *CLAIM, *NEWS, ("SELECT", "photos_photo"), *BEGIN, *uploads, *END,
    ]  # fmt: skip


def test_the_tick_looks_only_at_what_is_due(db):
    now = timezone.now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it reads so few rows one by one
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Publication.objects.due(now).not_handed_out(now).explain()
    assert "publication_due" in plan

"""What the engine's benchmarks share: a fair server, and news that are due."""

from datetime import UTC, datetime

from publishing.models import Channel, Publication
from tests.factories import make_news, make_shop
from tests.faults.storm.moods import Mood


class Fair:
    """Takes every post and answers after `delay` seconds."""

    def __init__(self, delay=0.0):
        self.delay = delay

    def towards_post(self, item, number, stands_there):
        return Mood(True, "receipt", delay=self.delay, lag=0)

    def towards_read(self):
        return "listing"


def connect():
    """Return a channel for the Page of any server of these tests."""
    channel = Channel.objects.create(kind="facebook", name="La Page", remote_id="1")
    channel.connect({"access_token": "a token"})
    return channel


def make_items(first, number):
    """Return news by item number, from `first` on, all of one shop."""
    shop = make_shop(f"Maison {first}")
    items = range(first, first + number)
    return {item: make_news(shop, title=f"Nouvelle n° {item}") for item in items}


def plan(news, channel, timestamp):
    """Plan `news` at that timestamp."""
    return Publication.objects.plan(
        news, channel, datetime.fromtimestamp(timestamp, UTC)
    )

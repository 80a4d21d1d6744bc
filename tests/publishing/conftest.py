"""A channel whose transport writes on a wall, and time that moves when told."""

from datetime import UTC, datetime

import pytest
import time_machine

from publishing import transport
from publishing.models import Channel, Letter, Publication
from tests.factories import make_news
from tests.publishing.wall import Wall, WallTransport


@pytest.fixture
def wall(monkeypatch):
    """The wall behind every channel of the kind "facebook"."""
    monkeypatch.setitem(
        transport.TRANSPORTS, "facebook", "tests.publishing.wall.WallTransport"
    )
    monkeypatch.setattr(WallTransport, "wall", Wall())
    return WallTransport.wall


@pytest.fixture
def channel(db, wall):
    return Channel.objects.create(kind="facebook", name="La Page", remote_id="1")


@pytest.fixture
def clock(monkeypatch):
    """Stands still at noon of a winter's day; tests shift it, and the uptime."""
    noon = datetime(2027, 1, 12, 11, 0, tzinfo=UTC)

    def seconds_since_noon():
        return (datetime.now(UTC) - noon).total_seconds()

    monkeypatch.setattr("publishing.models.uptime.monotonic", seconds_since_noon)
    with time_machine.travel(noon, tick=False) as it:
        yield it


@pytest.fixture
def news(clock, channel):
    return make_news(title="Une boulangerie ouvre", text="Venez goûter.")


@pytest.fixture
def planned(news, channel):
    """News that is due on the channel now."""
    return Publication.objects.plan(news, channel, datetime.now(UTC))


@pytest.fixture
def letters(manager):
    """Return the letters that were written, as (to, subject), oldest first."""

    def written():
        return list(Letter.objects.order_by("pk").values_list("to", "subject"))

    return written

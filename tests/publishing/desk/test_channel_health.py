"""The channel's screen says what was found, and looks again when asked."""

import pytest
from django.urls import reverse

from publishing import transport
from publishing.models import Channel
from publishing.transport import Finding
from tests.publishing.wall import WallTransport


@pytest.fixture
def screen(facebook):
    return reverse("desk:channel", args=[facebook.pk])


@pytest.fixture
def found(monkeypatch):
    """What the next look finds."""
    found = []
    monkeypatch.setitem(
        transport.TRANSPORTS, "facebook", "tests.publishing.wall.WallTransport"
    )
    monkeypatch.setattr(WallTransport, "check", lambda transport: found)
    return found


def test_nobody_has_looked_yet(desk, screen):
    assert "Rien n’a encore été vérifié." in desk.get(screen).text


def test_each_finding_is_shown_with_a_word_beside_its_icon(desk, screen, found):
    found += [
        Finding(name="Jeton", ok=True),
        Finding(name="Version", ok=False, sentence="À relever."),
        Finding(name="Visible", ok=None, sentence="Voir https://facebook.com/1"),
    ]
    text = desk.post(screen, {"verb": "check"}, follow=True).text
    for word in ("En ordre", "À réparer", "À vous de voir", "À relever."):
        assert word in text
    assert '<a href="https://facebook.com/1"' in text


def test_a_look_that_finds_the_access_dead_pauses_the_channel(
    desk, screen, found, facebook
):
    found.append(Finding(name="Jeton", ok=False, sentence="Mort.", fatal=True))
    desk.post(screen, {"verb": "check"})
    facebook.refresh_from_db()
    assert (facebook.state, facebook.reason) == (Channel.State.ATTENTION, "Mort.")

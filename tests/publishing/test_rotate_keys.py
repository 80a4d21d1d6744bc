"""Credentials are sealed anew with the newest key; only then an older one can go."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from publishing.checkup import _older_keys
from publishing.models import Channel

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def channel(db, settings):
    settings.CITYHUB_ENCRYPTION_KEYS = [OLD]
    channel = Channel.objects.create(kind="facebook", name="La Page", remote_id="1")
    channel.connect({"access_token": "EAAsecret"})
    return channel


def rotate():
    said = StringIO()
    call_command("rotate_keys", stdout=said)
    return said.getvalue()


def test_after_rotating_the_newest_key_alone_opens(channel, settings):
    settings.CITYHUB_ENCRYPTION_KEYS = [NEW, OLD]
    assert "EAAsecret" not in rotate()
    settings.CITYHUB_ENCRYPTION_KEYS = [NEW]
    channel.refresh_from_db()
    assert channel.credentials == {"access_token": "EAAsecret"}


def test_doctor_says_whether_an_older_key_is_still_needed(channel, settings):
    settings.CITYHUB_ENCRYPTION_KEYS = [NEW, OLD]
    assert _older_keys().ok is False
    rotate()
    assert _older_keys().ok is True


def test_what_no_key_opens_is_named(channel, settings):
    settings.CITYHUB_ENCRYPTION_KEYS = [NEW]
    with pytest.raises(CommandError, match="La Page"):
        rotate()

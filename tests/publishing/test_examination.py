"""A channel's doctor: what it keeps, of what it warns, and when it pauses."""

from datetime import UTC, datetime, timedelta

import pytest

from publishing import examination
from publishing.models import Channel
from publishing.transport import Finding, Outcome, SendError

WELL = Finding(name="Accès", ok=True)
DEAD = Finding(name="Accès", ok=False, sentence="Le jeton est mort.", fatal=True)


@pytest.fixture
def examine(channel, wall, clock, monkeypatch):
    """Examine the channel, whose transport says `found` or raises it."""

    def examine(*found):
        def check(transport):
            if isinstance(found[0], Exception):
                raise found[0]
            return [*found]

        monkeypatch.setattr("tests.publishing.wall.WallTransport.check", check)
        check = examination.examine(Channel.objects.get(pk=channel.pk))
        channel.refresh_from_db()
        return check

    return examine


def ending():
    """Return what ends in nineteen days."""
    ends_at = datetime(2027, 1, 31, 8, 0, tzinfo=UTC)
    return Finding(
        name="Accord",
        ok=False,
        sentence="Jusqu’au 31 janvier.",
        ends_at=ends_at,
        key="consent",
    )


def test_what_was_found_is_kept(examine, channel, clock):
    doubtful = Finding(name="Vue", ok=None, sentence="Regardez vous-même.")
    check = examine(WELL, doubtful)
    assert channel.checks.get() == check
    assert check.well is True
    assert [(line["name"], line["ok"]) for line in check.findings] == [
        ("Accès", True),
        ("Vue", None),
    ]


def test_a_dead_channel_pauses_and_the_managers_hear_of_it_once(
    examine, channel, letters
):
    examine(DEAD)
    examine(DEAD)
    assert channel.state == Channel.State.ATTENTION
    assert channel.reason == "Le jeton est mort."
    assert letters() == [("manager@example.org", "La Page est en pause")]


def test_a_fault_that_is_not_fatal_pauses_nothing(examine, channel, letters):
    examine(Finding(name="Version", ok=False, sentence="Trop vieille."))
    assert channel.state == Channel.State.ACTIVE
    assert letters() == []


def test_a_channel_that_a_person_paused_keeps_her_reason(examine, channel, letters):
    channel.pause("Fermeture annuelle.")
    examine(DEAD)
    assert channel.reason == "Fermeture annuelle."
    assert letters() == []


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.CHANNEL_DOWN, "attention"), (Outcome.NOT_SENT, "active")],
)
def test_a_check_that_cannot_be_made_is_a_finding(examine, channel, outcome, state):
    check = examine(SendError("Injoignable.", outcome))
    assert [line["sentence"] for line in check.findings] == ["Injoignable."]
    assert channel.state == state


def test_the_managers_are_warned_14_7_and_1_days_before_each_once(
    examine, letters, clock
):
    warned = {}
    for day in range(21):
        before = len(letters())
        examine(ending())
        examine(ending())
        if len(letters()) > before:
            warned[19 - day] = len(letters()) - before
        clock.shift(timedelta(days=1))
    assert warned == {14: 1, 7: 1, 1: 1}
    assert set(letters()) == {
        ("manager@example.org", "La Page : à faire avant le 31 janvier 2027")
    }


def test_who_hears_of_it_late_hears_once(examine, letters, clock):
    clock.shift(timedelta(days=16))
    examine(ending())
    assert len(letters()) == 1


def test_every_open_channel_is_examined(channel, wall):
    closed = Channel.objects.create(kind="facebook", name="Close", remote_id="2")
    Channel.objects.filter(pk=closed.pk).update(state=Channel.State.CLOSED)
    examination.examine_all()
    assert channel.checks.count() == 1
    assert closed.checks.count() == 0

"""A clock that is put back by an hour keeps nothing waiting for that hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.facebook.models import PageWatch
from publishing.models import Attempt, Letter, Publication
from publishing.models.letter import LEASE as LETTER_LEASE
from publishing.models.uptime import uptime
from publishing.tasks import beat_heart
from publishing.transport import Outcome, SendError

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LEASE = timedelta(seconds=120)


@pytest.fixture
def put_back(clock, monkeypatch):
    """Put the clock back, as machines do it: their uptime goes on."""

    def put_back():
        seconds = uptime()
        monkeypatch.setattr("publishing.models.uptime.monotonic", lambda: seconds)
        clock.shift(-HOUR)
        beat_heart()

    beat_heart()
    return put_back


def fresh(publication):
    return Publication.objects.get(pk=publication.pk)


def test_what_waits_for_another_try_is_tried_at_once(planned, wall, put_back):
    wall.answer("publish", SendError("Nobody there.", Outcome.NOT_SENT))
    Publication.objects.filter(pk=planned.pk).update(at=timezone.now() - 2 * HOUR)
    dispatch(planned.pk)
    put_back()
    assert Publication.objects.hand_out(timezone.now(), 10) == [planned.pk]
    dispatch(planned.pk)
    assert fresh(planned).state == "published"


def test_what_is_planned_for_later_keeps_its_time(planned, put_back):
    at = timezone.now() + 2 * HOUR
    planned.move(at)
    put_back()
    assert fresh(planned).due_at == at


def test_who_died_holds_it_for_one_lease_only(planned, put_back):
    assert planned.claim(timezone.now())
    put_back()
    held = fresh(planned)
    assert held.lease_until == held.due_at == timezone.now() + LEASE


def test_who_works_on_it_goes_on_undisturbed(planned, put_back):
    assert planned.claim(timezone.now())
    put_back()
    assert planned.renew_lease()
    assert planned.record_published(remote_id="1", url="", wording="?")


def test_an_unclear_try_is_looked_at_no_sooner_than_on_a_clock_that_was_right(
    planned, wall, put_back, settings
):
    settings.PUBLISHING_GRACE_SECONDS = 90
    wall.answer("publish", SendError("No answer.", Outcome.AMBIGUOUS))
    Publication.objects.filter(pk=planned.pk).update(at=timezone.now() - 2 * HOUR)
    dispatch(planned.pk)
    put_back()
    dispatch(planned.pk)
    assert "find" not in wall.calls
    unsure = fresh(planned)
    assert unsure.state == "unsure"
    assert unsure.due_at == timezone.now() + timedelta(seconds=90)
    assert unsure.attempts.get().result == Attempt.Result.AMBIGUOUS


def test_a_letter_waits_for_its_next_try_no_longer_than_it_should(put_back):
    letter = Letter.objects.create(
        to="a@b.example",
        subject="?",
        text="?",
        due_at=timezone.now() + 2 * LETTER_LEASE,
    )
    put_back()
    letter.refresh_from_db()
    assert letter.due_at == timezone.now() + 2 * LETTER_LEASE


def test_a_channel_rests_and_paces_no_longer_than_it_should(channel, planned, put_back):
    minute = timedelta(minutes=1)
    channel.pause("Slow down.", timezone.now() + 15 * minute)
    channel.take_turn(planned, timezone.now())
    put_back()
    channel.refresh_from_db()
    assert channel.paused_until == timezone.now() + 15 * minute
    assert channel.next_turn_at == timezone.now() + minute


def test_a_page_is_looked_at_as_soon_as_it_should(channel, put_back):
    watch = PageWatch.objects.create(
        channel=channel, look_at=timezone.now() + 2 * LETTER_LEASE
    )
    put_back()
    watch.refresh_from_db()
    assert watch.look_at == timezone.now() + 2 * LETTER_LEASE


def test_a_beat_that_comes_in_time_changes_nothing(planned, clock):
    beat_heart()
    assert planned.claim(timezone.now())
    until = planned.lease_until
    clock.shift(timedelta(seconds=15))
    beat_heart()
    assert fresh(planned).lease_until == until

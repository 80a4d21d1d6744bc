"""An event is reminded of at the town's times, and the times move with its date."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from publishing import waves
from publishing.models import Publication, Rule
from tests.factories import make_event


@pytest.fixture
def start(clock):
    """Saturday the 23rd, 10 o'clock in town."""
    return timezone.localtime().replace(day=23, hour=10)


@pytest.fixture
def two_days_before(db):
    """The reminder at six in the evening, two days before."""
    return Rule.objects.get(kind="event", wave="reminder")


@pytest.fixture
def reminder(channel, start, two_days_before):
    event = make_event(starts_at=start)
    at = waves.moment(two_days_before, channel, start)
    return Publication.objects.plan(event, channel, at, "reminder")


def move_event(publication, start):
    event = publication.page.specific
    date = event.dates.get()
    date.starts_at = start
    event.dates = [date]
    event.save_revision().publish()
    publication.refresh_from_db()


def test_days_count_back_to_a_town_time_and_hours_to_the_start(
    channel, start, two_days_before
):
    at = waves.moment(two_days_before, channel, start)
    assert at == start.replace(day=21, hour=18)
    last_call = Rule.objects.get(kind="event", wave="last_call")
    assert waves.moment(last_call, channel, start) == start - timedelta(hours=4)


def test_a_wave_in_the_past_is_none(channel, start, two_days_before):
    assert (
        waves.moment(two_days_before, channel, timezone.now() + timedelta(days=1))
        is None
    )


def test_a_wave_in_quiet_hours_comes_after_them_but_before_the_start(
    channel, start, two_days_before
):
    channel.quiet_from, channel.quiet_until = time(17), time(8)
    channel.save()
    assert waves.moment(two_days_before, channel, start) == start.replace(
        day=22, hour=8
    )
    channel.quiet_until = time(16, 30)
    channel.save()
    early = start.replace(day=21, hour=19)
    assert waves.moment(
        Rule(kind="event", wave="last_call", number=1, unit="hours"), channel, early
    ) is None  # fmt: skip


def test_a_wave_moves_along_with_the_date(wall, reminder, start):
    move_event(reminder, start + timedelta(days=7))
    assert (reminder.state, reminder.at, reminder.due_at) == (
        "planned",
        start.replace(day=28, hour=18),
        start.replace(day=28, hour=18),
    )
    assert reminder.begins_at == start + timedelta(days=7)


def test_a_wave_that_would_be_over_is_cancelled(wall, reminder):
    move_event(reminder, timezone.now() + timedelta(hours=20))
    assert reminder.state == "cancelled"


def test_an_edit_that_leaves_the_date_leaves_the_wave_where_she_put_it(
    wall, reminder, start
):
    own = start - timedelta(hours=20)
    reminder.move(own)
    move_event(reminder, start)
    assert reminder.at == own

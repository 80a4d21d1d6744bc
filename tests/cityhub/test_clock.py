"""The beat goes on when the machine's clock was put back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cityhub.celery import app
from cityhub.clock import SteadyScheduler

A_WHILE = timedelta(seconds=20)
FREQUENT = {
    name
    for name, entry in app.conf.beat_schedule.items()
    if isinstance(entry["schedule"], int | float)
    and entry["schedule"] <= A_WHILE.total_seconds()
}


@pytest.fixture
def sent(monkeypatch):
    """The names of the entries that were sent."""
    names = []

    def send(scheduler, entry, producer=None):
        names.append(entry.name)

    monkeypatch.setattr(SteadyScheduler, "apply_entry", send)
    return names


@pytest.fixture
def scheduler(tmp_path):
    scheduler = SteadyScheduler(app=app, schedule_filename=str(tmp_path / "schedule"))
    yield scheduler
    scheduler.close()


def ticks(scheduler, number=30):
    for _ in range(number):
        scheduler.tick()


def test_after_the_clock_was_put_back_everything_goes_on(scheduler, sent):
    with time_machine.travel(datetime(2027, 1, 12, 11, tzinfo=UTC), tick=False) as it:
        ticks(scheduler)
        it.shift(A_WHILE)
        ticks(scheduler)
        it.shift(timedelta(hours=-1))
        ticks(scheduler)
        it.shift(A_WHILE)
        sent.clear()
        ticks(scheduler)
    assert set(sent) == FREQUENT

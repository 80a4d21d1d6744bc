"""The clock: what is due is handed out, at the cost of one indexed query."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from publishing import tasks
from publishing.models import Channel, Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_out(monkeypatch):
    """The ids that the tick hands to workers."""
    ids = []
    monkeypatch.setattr(
        tasks.bring_forward, "apply_async", lambda args, **_: ids.extend(args)
    )
    return ids


def test_an_idle_tick_costs_one_query(planned, handed_out, django_assert_num_queries):
    planned.move(timezone.now() + timedelta(days=1))
    with django_assert_num_queries(1):
        tasks.tick()
    assert handed_out == []


def test_the_query_of_the_tick_uses_its_index(planned):
    due = Publication.objects.due(timezone.now()).not_handed_out(timezone.now())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "publication_due" in due.values_list("pk")[:100].explain()


def test_what_is_due_is_handed_out_once(planned, handed_out):
    tasks.tick()
    tasks.tick()
    assert handed_out == [planned.pk]


def test_what_no_worker_took_is_handed_out_again(planned, handed_out, clock):
    tasks.tick()
    clock.shift(timedelta(seconds=11))
    tasks.tick()
    assert handed_out == [planned.pk, planned.pk]


def test_what_a_worker_holds_is_not_handed_out(planned, handed_out):
    planned.claim(timezone.now())
    tasks.tick()
    assert handed_out == []


def test_a_rested_channel_sends_again_by_itself(planned, channel, clock):
    channel.pause("Too fast.", until=timezone.now() + timedelta(minutes=5))
    clock.shift(timedelta(minutes=5))
    tasks.resume_rested_channels()
    channel.refresh_from_db()
    assert channel.state == channel.State.ACTIVE
    assert channel.reason == ""


def test_a_pause_by_hand_outlasts_a_rest_that_ends_at_that_moment(planned, channel):
    now = timezone.now()
    channel.pause("Too fast.", until=now)
    Channel.objects.get(pk=channel.pk).pause(
        "Mourning."
    )  # after the worker has read the row
    assert channel.resume_rested(now) is False
    assert (channel.state, channel.reason) == (channel.State.ATTENTION, "Mourning.")


def test_the_task_brings_a_publication_forward(planned, wall):
    tasks.bring_forward(planned.pk)
    planned.refresh_from_db()
    assert planned.state == Publication.State.PUBLISHED

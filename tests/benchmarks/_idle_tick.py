"""What a tick costs when nothing is due, with little and with much past."""

import statistics
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.models import Publication
from tests.benchmarks._fair_page import connect

PASTS = (1_000, 100_000)
TICKS = 300


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_idle_tick_costs_the_same_with_much_past():
    channel, there, baseline = connect(), 0, 0.0
    print(f"\nan idle tick, median of {TICKS}")
    for past in PASTS:
        _publish(channel, past - there)
        there, seconds = past, statistics.median(_tick() for _ in range(TICKS))
        baseline = baseline or seconds
        compared = f"{seconds / baseline:5.2f} ×" if past > PASTS[0] else "(baseline)"
        print(f"  {past:>7} past publications {seconds * 1000:8.3f} ms  {compared}")
    with CaptureQueriesContext(connection) as captured:
        _tick()
    print(f"  statements: {len(captured)}")
    now = timezone.now()
    print(f"  {Publication.objects.due(now).not_handed_out(now).explain()}")


def _publish(channel, number):
    """Lay rows as they are after their publication; pages would add nothing."""
    at = timezone.now() - timedelta(days=400)
    Publication.objects.bulk_create(
        (
            Publication(
                channel=channel,
                page_title="Nouvelle",
                at=at,
                state=Publication.State.PUBLISHED,
                remote_id="1_1",
                published_at=at,
            )
            for _ in range(number)
        ),
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tick():
    began = time.perf_counter()
    assert Publication.objects.hand_out(timezone.now(), 100) == []
    return time.perf_counter() - began

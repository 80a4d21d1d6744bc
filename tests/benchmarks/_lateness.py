"""Seconds from the instant an item is due to the first byte that Facebook sees."""

import statistics
import time

import pytest

from tests.benchmarks._fair_page import Fair, connect, make_items, plan
from tests.faults.house import House, eventually
from tests.faults.storm.page import PageServer

ITEMS = 60
#: Not a divisor of the tick's second: all parts of a second are met.
APART = 0.37
AIM = 1.5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_seconds_from_due_to_the_first_byte():
    channel, news = connect(), make_items(0, ITEMS)
    with PageServer(Fair()) as page, House(FACEBOOK_GRAPH_URL=page.url) as house:
        house.worker()
        house.beat()
        start = time.time() + 15
        due = {item: start + item * APART for item in news}
        for item, each in news.items():
            plan(each, channel, due[item])
        eventually(lambda: len(page.posts) == ITEMS, 120)
        late = [page.heard_at[item] - due[item] for item in news]
    cuts = statistics.quantiles(late, n=100, method="inclusive")
    print(f"\nfrom due to the first byte, {ITEMS} items, one each {APART} s")
    print(f"  p50 {cuts[49]:.3f} s   p95 {cuts[94]:.3f} s   (aim: p95 ≤ {AIM} s)")
    print("  baseline: a tick each second is late by 0.95 s at p95 by itself")

"""Seconds until what a killed worker left is settled."""

import statistics
import threading
import time

import pytest

from publishing.models import Publication
from tests.benchmarks._fair_page import connect, make_items, plan
from tests.faults.graph_server import GraphServer
from tests.faults.house import House, eventually

KILLS = 5
LEASE, GRACE = 4, 2
AIM = LEASE + GRACE + 5


@pytest.fixture
def graph():
    server = GraphServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_seconds_from_a_kill_to_the_end(graph):
    channel, seconds = connect(), []
    with House(
        FACEBOOK_GRAPH_URL=graph.url,
        PUBLISHING_LEASE_SECONDS=str(LEASE),
        PUBLISHING_GRACE_SECONDS=str(GRACE),
        FACEBOOK_READ_TIMEOUT="60",
    ) as house:
        house.beat()
        worker = house.worker()
        for news in make_items(0, KILLS).values():
            graph.accepted.clear()
            publication = plan(news, channel, time.time())
            assert graph.accepted.wait(60), house.log
            following = house.worker()
            time.sleep(3)  # a hub has its other workers up already
            house.kill(worker)
            began, worker = time.monotonic(), following
            eventually(_published(publication), 60)
            seconds.append(time.monotonic() - began)
    print(f"\nfrom SIGKILL in the middle of a call to published, {KILLS} kills")
    print(
        f"  median {statistics.median(seconds):.1f} s   worst {max(seconds):.1f} s   "
        f"(lease {LEASE} s + grace {GRACE} s; aim ≤ {AIM} s)"
    )


def _published(publication):
    rows = Publication.objects.filter(pk=publication.pk)
    return rows.filter(state=Publication.State.PUBLISHED).exists

"""The worst moment: the server has taken the post, and the worker dies unheard.

Real processes: Celery's worker and beat, Valkey, HTTP, the test's database. The
worker is killed with SIGKILL after the Graph server's acceptance and before its
answer, ten times in a row; each time a fresh worker finishes the work.
"""

import threading

import pytest
from django.utils import timezone

from publishing.models import Attempt, Channel, Publication
from tests.factories import make_news, make_shop
from tests.faults.graph_server import GraphServer
from tests.faults.house import House, eventually

KILLS = 10
#: For a machine that does much else at the same time.
PATIENCE = 60


@pytest.fixture
def graph():
    server = GraphServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def house(transactional_db, graph):
    with House(
        FACEBOOK_GRAPH_URL=graph.url,
        PUBLISHING_LEASE_SECONDS="1",
        PUBLISHING_GRACE_SECONDS="0",  # this server shows each post at once
        FACEBOOK_READ_TIMEOUT="60",
    ) as house:
        yield house


@pytest.fixture
def channel(transactional_db):
    channel = Channel.objects.create(kind="facebook", name="La Page", remote_id="1")
    channel.connect({"access_token": "a token"})
    return channel


def posts_of(graph, publication):
    return [post for post in graph.posts if publication.short_link in post["message"]]


def is_published(publication):
    publication.refresh_from_db()
    return publication.state == Publication.State.PUBLISHED


def test_a_worker_killed_after_acceptance_leaves_one_post_each_time(
    house, graph, channel
):
    shop, publications, worker = make_shop(), [], house.worker()
    house.beat()
    for number in range(KILLS):
        graph.accepted.clear()
        news = make_news(shop, title=f"Nouvelle {number}")
        publications.append(Publication.objects.plan(news, channel, timezone.now()))
        assert graph.accepted.wait(PATIENCE), house.log
        # The fresh worker finished the one before, whose post nobody had heard of.
        eventually(lambda: all(map(is_published, publications[:-1])), PATIENCE)
        house.kill(worker)
        worker = house.worker()
    eventually(lambda: all(map(is_published, publications)), PATIENCE)

    assert [len(posts_of(graph, each)) for each in publications] == [1] * KILLS
    assert [each.remote_id for each in publications] == [
        posts_of(graph, each)[0]["id"] for each in publications
    ]
    assert list(Attempt.objects.values_list("result", flat=True)) == ["found"] * KILLS

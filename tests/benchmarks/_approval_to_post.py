"""A hundred items are approved one after the other; how long until each is posted?

Through beat, broker, worker and the sandbox's Graph API over HTTP, beside the
same posts by the transport alone, called in this process: what is left is what
the engine costs.
"""

import statistics
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.models import Attempt, Publication
from publishing.transport import transport_for
from tests.factories import make_news, make_shop
from tests.faults.house import House, eventually
from tests.publishing.facebook.conftest import connected, sandbox

__all__ = ["connected", "sandbox"]

ITEMS = 100
PAUSE = 0.3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_seconds_from_approval_to_post(connected, live_server):
    shop = make_shop()
    alone = [_post_alone(make_news(shop), connected) for _ in range(ITEMS)]
    with House(FACEBOOK_GRAPH_URL=f"{live_server.url}/sandbox/graph/") as house:
        house.worker()
        house.beat()
        _approve(make_news(shop), connected)  # the first one waits for the start
        eventually(_all_published, 120)
        planned = [_approve(make_news(shop), connected) for _ in range(ITEMS)]
        eventually(_all_published, 300)
    whole = [_seconds(publication, at) for publication, at in planned]
    print(f"\nfrom approval to post, {ITEMS} items, one each {PAUSE} s")
    _print("transport alone (baseline)", alone)
    _print("beat, broker, worker, HTTP", whole)


def _approve(news, channel):
    time.sleep(PAUSE)
    at = timezone.now()
    return Publication.objects.plan(news, channel, at), at


def _post_alone(news, channel):
    """Post by the transport alone; leave the row published, as the engine would."""
    later = timezone.now() + timedelta(days=1)
    publication = Publication.objects.plan(news, channel, later)
    began = time.perf_counter()
    receipt = transport_for(channel).publish(publication, news.announcement())
    seconds = time.perf_counter() - began
    publication.record_published(
        remote_id=receipt.remote_id, url=receipt.url, wording="baseline"
    )
    return seconds


def _all_published():
    waiting = Publication.objects.exclude(state=Publication.State.PUBLISHED)
    return not waiting.exists()


def _seconds(publication, at):
    done = publication.attempts.get(result=Attempt.Result.DONE)
    return (done.ended_at - at).total_seconds()


def _print(name, seconds):
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    print(f"  {name:<28} p50 {cuts[49]:6.3f} s   p95 {cuts[94]:6.3f} s")

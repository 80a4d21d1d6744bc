"""Publications per second, beside a bare loop of facebook-sdk calls."""

import subprocess
import sys
import time

import pytest

from publishing.models import Heartbeat
from tests.benchmarks._fair_page import Fair, connect, make_items, plan
from tests.faults.house import ROOT, House, eventually
from tests.faults.storm.page import PageServer

#: Seconds that the server takes, and how many items are sent to it.
LOADS = ((0.2, 60), (0.0, 150))
#: Time to plan all items before they are due together.
HEAD_START = 6


@pytest.mark.parametrize(("delay", "items"), LOADS)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_publications_per_second(delay, items):
    channel = connect()
    print(f"\npublications per second, the server answers after {delay} s")
    with PageServer(Fair(delay)) as page:
        bare = items / _bare_seconds(page.url, items)
    print(f"  {'bare loop of facebook-sdk (baseline)':<40}{bare:8.1f}")
    with (
        PageServer(Fair(delay)) as page,
        House(FACEBOOK_GRAPH_URL=page.url) as house,
    ):
        house.beat()
        one = _rate(house, page, channel, first=0, number=items)
        print(f"  {'one worker, two threads':<40}{one:8.1f}  {one / bare:5.2f} ×")
        two = _rate(house, page, channel, first=items, number=items)
        print(f"  {'two workers':<40}{two:8.1f}  {two / one:5.2f} × one worker")


def _bare_seconds(url, items):
    command = (sys.executable, "-m", "tests.benchmarks._bare_loop", url, str(items))
    return float(subprocess.check_output(command, cwd=ROOT))


def _rate(house, page, channel, first, number):
    """Start one more worker; return how fast the next items are posted."""
    news = make_items(first, number)
    Heartbeat.objects.all().delete()
    house.worker()
    eventually(Heartbeat.objects.exists, 60)
    time.sleep(5)  # the new one is up, too
    due = time.time() + HEAD_START
    for each in news.values():
        plan(each, channel, due)
    eventually(lambda: len(page.posts) == first + number, 300)
    return number / (page.posts[-1].created.timestamp() - due)

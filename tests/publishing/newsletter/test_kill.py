"""A sender killed in the middle: nobody gets it twice, nobody is forgotten."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from publishing.newsletter.models import Delivery, Stint
from publishing.newsletter.send import MICRO_CHUNK
from tests.faults.house import database_url
from tests.publishing.newsletter.post_office import TAKEN

ROOT = Path(__file__).resolve().parents[3]
READERS = 150
KILLS = 5
PATIENCE = 60


@pytest.fixture
def senders(transactional_db, post_office, settings):
    """Start a sender for an issue; return its process id."""
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.publishing.newsletter.senders"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
            "DJANGO_SETTINGS_MODULE": "cityhub.settings",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )

    def start(publication) -> int:
        nursery.stdin.write(f"{publication.pk}\n".encode())
        nursery.stdin.flush()
        return int(nursery.stdout.readline())

    yield start
    nursery.kill()
    nursery.communicate()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_killed_at_random_moments_it_mails_nobody_twice_and_forgets_nobody(
    post_office, senders, make_subscribers, plan_issue, send
):
    make_subscribers(READERS)
    issue = plan_issue()
    chance, reached = random.Random(8), threading.Event()

    for number in range(1, KILLS + 1):
        reached.clear()
        target = number * READERS // (2 * KILLS) + chance.randrange(MICRO_CHUNK)

        def at_data(address: str, target: int = target) -> str:
            time.sleep(0.002)
            if len(post_office.mails) >= target:
                reached.set()
            return TAKEN

        post_office.at_data = at_data
        pid = senders(issue)
        assert reached.wait(PATIENCE)
        kill(pid)

    post_office.at_data = lambda address: TAKEN
    Stint.objects.update(lease_until=timezone.now())
    assert send(issue) is not None

    mailed = Counter(post_office.addresses)
    assert set(mailed.values()) == {1}
    states = dict(Delivery.objects.values_list("address", "state"))
    assert Counter(states.values()).keys() == {"sent", "uncertain"}
    uncertain = {address for address, state in states.items() if state == "uncertain"}
    assert len(uncertain) <= KILLS * MICRO_CHUNK
    assert mailed.keys() | uncertain == states.keys()
    assert {a for a, state in states.items() if state == "sent"} <= mailed.keys()

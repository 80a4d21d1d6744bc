"""The long storm over an issue, and its counter-proof."""

import os
import time

import pytest
from django.db import connection

from tests.faults.mail_storm.run import MailStorm, Reckoning

READERS = int(os.environ.get("MAIL_STORM_READERS", "5000"))
KILLS = int(os.environ.get("MAIL_STORM_KILLS", "50"))
SEED = os.environ.get("STORM_SEED", "1")
GAP = 1.2
PROGRESS = 15


class Progress:
    """Prints a line now and then."""

    def __init__(self):
        self.told = 0

    def __call__(self, line):
        if time.monotonic() - self.told > PROGRESS:
            self.told = time.monotonic()
            print(f"  {line}", flush=True)


def show(name, storm, reckoning):
    print(
        f"\n{name} on {connection.vendor}, seed {SEED}: {dict(storm.done)}\n"
        f"  readers {reckoning.readers}   lost {reckoning.lost}   "
        f"silent duplicates {reckoning.duplicates}   "
        f"undecided {reckoning.undecided}   uncertain {storm.uncertain} "
        f"(of them {storm.drops} lines broken after DATA; "
        f"beyond micro-chunk × connections per kill: {reckoning.beyond_bound})"
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_long_storm():
    storm = MailStorm(READERS, KILLS, GAP, seed=SEED, patience=1800, tell=Progress())
    reckoning = storm.rage()
    show("CityHub", storm, reckoning)
    assert reckoning == Reckoning(readers=READERS), storm.log[-20000:]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_ledger_that_sends_again_what_was_begun_is_found_out():
    storm = MailStorm(READERS // 5, KILLS // 2, 0.8, seed=SEED, flaw="begun")
    reckoning = storm.rage()
    show("a ledger that sends again what was begun", storm, reckoning)
    assert reckoning.duplicates > 0

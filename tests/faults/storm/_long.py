"""The long storm, its counter-proofs and the rivals, in one table."""

import os
import time

import pytest
from django.db import connection

from tests.faults.storm.flaws import FLAWS
from tests.faults.storm.reckoning import Reckoning
from tests.faults.storm.rivals import RULES, play
from tests.faults.storm.run import Storm
from tests.faults.storm.weather import killed

ITEMS = int(os.environ.get("STORM_ITEMS", "1000"))
KILLS = int(os.environ.get("STORM_KILLS", "300"))
SEED = os.environ.get("STORM_SEED", "1")
GAP = 1.2
#: The counter-proofs need no more to show what they show.
FLAWED_ITEMS, FLAWED_KILLS = ITEMS // 5, KILLS // 5
PROGRESS = 15
HEAD = "engine", "items", "kills", "duplicates", "lost", "false", "undecided"


class Progress:
    """Prints a line now and then."""

    def __init__(self):
        self.told = 0

    def __call__(self, line):
        if time.monotonic() - self.told > PROGRESS:
            self.told = time.monotonic()
            print(f"  {line}", flush=True)


@pytest.mark.django_db(transaction=True)
def test_the_long_storm(rows):
    storm = Storm(
        ITEMS, KILLS, GAP, seed=SEED, patience=1200, tell=Progress(), workers=4
    )
    reckoning = storm.rage()
    rows.append(("CityHub", reckoning, killed(storm.done)))
    print(
        f"\n  what the weather did: {dict(storm.done)}; leaks of a secret: {storm.leaks}"
    )
    assert reckoning == Reckoning(items=ITEMS), storm.log[-20000:]
    assert storm.leaks == []


@pytest.mark.parametrize("flaw", FLAWS)
@pytest.mark.django_db(transaction=True)
def test_a_flawed_engine_is_found_out(flaw, rows):
    storm = Storm(
        FLAWED_ITEMS, FLAWED_KILLS, GAP, seed=SEED, flaw=flaw, tell=Progress()
    )
    reckoning = storm.rage()
    rows.append((f"CityHub, {flaw}", reckoning, killed(storm.done)))
    assert reckoning.duplicates > 0


@pytest.mark.parametrize("name", RULES)
def test_the_rules_of_others(name, rows):
    rows.append((f"{name}'s rules", play(RULES[name], ITEMS, SEED), None))


@pytest.fixture(scope="module")
def rows():
    """What is to be printed at the end."""
    rows = []
    yield rows
    print(f"\n\nOn {connection.vendor}, seed {SEED}\n")
    print("{:<32}{:>7}{:>7}{:>12}{:>7}{:>7}{:>11}".format(*HEAD))
    for name, reckoning, kills in rows:
        print(
            f"{name:<32}{reckoning.items:>7}{'*' if kills is None else kills:>7}"
            f"{reckoning.duplicates:>12}{reckoning.lost:>7}{reckoning.false:>7}"
            f"{reckoning.undecided:>11}"
        )
    print(
        "\nduplicates: copies too many; lost: not on the Page; false: said published,"
        "\nnot there; undecided: there, but not said published."
        "\n* the sender died in one call of ten; only its retry rules are played."
    )

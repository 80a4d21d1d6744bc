"""Exactly once under a storm: nothing twice, nothing lost, nothing said in vain."""

import pytest

from tests.faults.storm.reckoning import Reckoning
from tests.faults.storm.run import Storm

ITEMS = 60
KILLS = 20


@pytest.mark.django_db(transaction=True)
def test_after_a_storm_each_item_stands_on_the_page_once():
    storm = Storm(items=ITEMS, kills=KILLS, gap=1.2)
    assert storm.rage() == Reckoning(items=ITEMS), storm.log
    assert storm.leaks == []

"""Exactly once for each reader, while workers die and the mail server lies."""

import pytest

from tests.faults.mail_storm.run import MailStorm, Reckoning

READERS = 240
KILLS = 5


@pytest.mark.django_db(transaction=True)
def test_after_a_storm_nobody_has_it_twice_and_nobody_is_forgotten():
    storm = MailStorm(readers=READERS, kills=KILLS, gap=0.8)
    assert storm.rage() == Reckoning(readers=READERS), storm.log

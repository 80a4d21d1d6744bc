"""What is no screen is named, and named only while it is there."""

import pytest

from tests.screens.names import not_screens, our_names


@pytest.fixture(autouse=True)
def _fast_and_clean() -> None:
    """Names need no database."""


def test_only_addresses_that_are_there_are_left_out():
    assert not_screens() - our_names() == set()

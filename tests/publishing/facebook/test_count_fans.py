"""How many follow the Page."""

import pytest

from publishing.facebook.transport import FacebookTransport
from publishing.transport import Outcome, SendError
from tests.publishing.facebook.conftest import PAGE_ID


def test_followers_are_counted(graph_server, channel):
    graph_server.answer({"id": PAGE_ID, "followers_count": 1234})
    assert FacebookTransport(channel).count_fans() == 1234
    [asked] = graph_server.asked
    assert asked.path == f"/v26.0/{PAGE_ID}"
    assert asked.query["fields"] == "followers_count"


def test_what_facebook_does_not_say_is_not_zero(graph_server, channel):
    graph_server.answer({"id": PAGE_ID})
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).count_fans()
    assert raised.value.outcome == Outcome.NOT_SENT

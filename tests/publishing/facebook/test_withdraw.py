"""Taking a post away from the Page."""

import pytest

from publishing.facebook.transport import FacebookTransport
from publishing.transport import Outcome, SendError


@pytest.fixture
def posted(publication):
    publication.remote_id = "1_7"
    return publication


def test_the_post_is_deleted(graph_server, channel, posted):
    graph_server.answer({"success": True})
    FacebookTransport(channel).withdraw(posted)
    [asked] = graph_server.asked
    assert (asked.method, asked.path) == ("DELETE", "/v26.0/1_7")


def test_gone_already_is_done(graph_server, channel, posted):
    graph_server.error(100, 33)
    FacebookTransport(channel).withdraw(posted)
    assert len(graph_server.asked) == 1


def test_no_clear_answer_is_told(graph_server, channel, posted):
    graph_server.hang_up()
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).withdraw(posted)
    assert raised.value.outcome == Outcome.AMBIGUOUS

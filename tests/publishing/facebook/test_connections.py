"""Connections are kept from call to call; what ends under a call is not repeated."""

from threading import Thread

import pytest

from publishing.facebook import connections
from publishing.facebook.graph import NoClearAnswer, PageGraph

POST = {"message": "Venez goûter."}


def post():
    """Post as each step of the engine does: with a client of its own."""
    return PageGraph("a token").request("1/feed", post_args=POST)


@pytest.fixture(autouse=True)
def _fresh():
    connections.session().close()


def test_calls_of_one_thread_share_a_connection(graph_server):
    for number in "123":
        graph_server.answer({"id": number})
        post()
    assert (len(graph_server.asked), graph_server.connections) == (3, 1)


def test_a_kept_connection_that_ends_under_a_post_leaves_it_in_doubt(graph_server):
    graph_server.answer({"id": "1"})
    post()
    graph_server.hang_up()
    graph_server.answer({"id": "3"})
    with pytest.raises(NoClearAnswer):
        post()
    assert (len(graph_server.asked), graph_server.connections) == (2, 1)


def test_a_connection_that_was_silent_for_long_is_not_used(graph_server, monkeypatch):
    graph_server.answer({"id": "1"})
    post()
    monkeypatch.setattr(connections, "SILENT_SECONDS", 0)
    graph_server.answer({"id": "2"})
    assert post() == {"id": "2"}
    assert graph_server.connections == 2


def test_threads_share_no_connection(graph_server):
    for _ in range(2):
        graph_server.answer({"id": "1"})
        other = Thread(target=post)
        other.start()
        other.join()
    assert graph_server.connections == 2


def test_an_answer_leaves_no_cookie_for_the_next_call(graph_server):
    graph_server.answer({"id": "1"}, headers={"Set-Cookie": "page=1"})
    graph_server.answer({"id": "2"})
    post()
    post()
    assert "Cookie" not in graph_server.asked[1].headers


def test_a_process_does_not_use_the_session_it_was_forked_with(monkeypatch):
    before = connections.session()
    monkeypatch.setattr("os.getpid", lambda: 1)
    assert connections.session() is not before

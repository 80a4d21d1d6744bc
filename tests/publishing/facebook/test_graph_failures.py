"""How the client names what went wrong."""

import pytest

from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached, PageGraph
from tests.publishing.facebook.conftest import TOKEN


def ask():
    return PageGraph(TOKEN).put_object("1", "feed", message="Bonjour")


def test_an_error_keeps_what_decides_the_verdict(graph_server):
    graph_server.error(
        190, 463, headers={"X-App-Usage": "{}"}, fbtrace_id="A1", is_transient=True
    )
    with pytest.raises(GraphError) as raised:
        ask()
    error = raised.value
    assert (error.code, error.subcode, error.http_status) == (190, 463, 400)
    assert (error.fbtrace_id, error.is_transient) == ("A1", True)
    assert error.headers["x-app-usage"] == "{}"
    assert error.detail == (
        "HTTP 400 code=190 subcode=463 type=OAuthException fbtrace_id=A1: No"
    )


def test_an_error_inside_a_200_is_an_error(graph_server):
    graph_server.error(100, status=200)
    with pytest.raises(GraphError):
        ask()


def test_a_refused_connection_was_not_reached(settings):
    settings.FACEBOOK_GRAPH_URL = "http://127.0.0.1:1/"
    with pytest.raises(NotReached):
        ask()


def test_a_late_answer_is_not_a_clear_one(graph_server, settings, live_silence):
    settings.FACEBOOK_READ_TIMEOUT = 0.2
    settings.FACEBOOK_GRAPH_URL = live_silence
    with pytest.raises(NoClearAnswer) as raised:
        ask()
    assert str(raised.value) == "ReadTimeout"


def test_a_cut_connection_is_not_a_clear_answer(graph_server):
    graph_server.hang_up()
    with pytest.raises(NoClearAnswer):
        ask()


def test_half_an_answer_is_not_a_clear_one(graph_server):
    graph_server.answer(b'{"id": "1')
    with pytest.raises(NoClearAnswer):
        ask()


def test_a_page_of_html_is_not_a_clear_answer(graph_server):
    graph_server.answer(b"<h1>Bad gateway</h1>", status=502)
    with pytest.raises(NoClearAnswer) as raised:
        ask()
    assert raised.value.http_status == 502


def test_json_of_another_type_is_still_an_answer(graph_server):
    graph_server.answer({"id": "1"}, headers={"Content-Type": "text/javascript"})
    assert ask() == {"id": "1"}

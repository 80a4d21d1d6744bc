"""No token in any message."""

import traceback

import pytest

from publishing.facebook.access import inspect
from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached, PageGraph
from tests.publishing.facebook.conftest import TOKEN


def said(error: Exception) -> str:
    """Everything that a log or a screen could show of `error`."""
    verdict = send_error(error, writing=True)
    trace = "".join(traceback.format_exception(error))
    return f"{error!s}{error!r}{trace}{verdict!r}{verdict.message}{verdict.detail}"


def test_facebook_repeating_the_token_does_not_bring_it_into_a_message(graph_server):
    message = f"Malformed access token {TOKEN}"
    graph_server.answer({"error": {"message": message, "code": 190}}, status=400)
    with pytest.raises(GraphError) as raised:
        PageGraph(TOKEN).get_object("1")
    assert raised.value.message == "Malformed access token …"
    assert TOKEN not in said(raised.value)
    assert TOKEN not in f"{raised.value.result}"


def test_a_refused_connection_does_not_show_the_token(settings):
    settings.FACEBOOK_GRAPH_URL = "http://127.0.0.1:1/"
    with pytest.raises(NotReached) as raised:
        PageGraph(TOKEN).get_object("1")
    assert TOKEN not in said(raised.value)


def test_asking_what_a_token_is_worth_does_not_show_it(settings):
    settings.FACEBOOK_GRAPH_URL = "http://127.0.0.1:1/"
    with pytest.raises(NotReached) as raised:
        inspect(TOKEN)
    shown = said(raised.value)
    assert TOKEN not in shown
    assert settings.FACEBOOK_APP_SECRET not in shown


def test_half_an_answer_does_not_show_the_token(graph_server):
    graph_server.answer(f'{{"access_token": "{TOKEN}"'.encode())
    with pytest.raises(NoClearAnswer) as raised:
        PageGraph(TOKEN).get_object("1")
    assert TOKEN not in said(raised.value)


def test_the_client_itself_does_not_show_the_token():
    assert TOKEN not in repr(PageGraph(TOKEN))

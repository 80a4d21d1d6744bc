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


@pytest.mark.parametrize("status", [200, 400])
def test_facebook_repeating_the_token_that_was_asked_about_hides_it(
    graph_server, status
):
    error = {"message": f"Malformed access token {TOKEN}", "code": 190}
    said_so = {"error": error} if status == 400 else {"data": {"error": error}}
    graph_server.answer(said_so, status=status)
    try:
        shown = inspect(TOKEN).problem
    except GraphError as refused:
        shown = refused.message
    assert shown == "Malformed access token …"


def test_facebook_repeating_what_is_exchanged_hides_it(graph_server):
    secrets = {"code": "theCodeOfTheDialogue", "fb_exchange_token": TOKEN}
    message = f"Invalid: {' '.join(secrets.values())}"
    graph_server.answer({"error": {"message": message, "code": 100}}, status=400)
    with pytest.raises(GraphError) as raised:
        PageGraph("").request("oauth/access_token", post_args=secrets)
    assert raised.value.message == "Invalid: … …"
    assert raised.value.result == {"error": {"message": "Invalid: … …", "code": 100}}


def test_a_token_that_is_given_is_not_hidden(graph_server):
    graph_server.answer({"access_token": TOKEN})
    exchange = {"fb_exchange_token": TOKEN}
    answer = PageGraph("").request("oauth/access_token", post_args=exchange)
    assert answer == {"access_token": TOKEN}


def test_even_the_most_talkative_log_does_not_name_the_address(graph_server, caplog):
    caplog.set_level("DEBUG")
    graph_server.answer({"data": {"is_valid": True}})
    inspect(TOKEN)
    assert graph_server.asked[0].query["input_token"] == TOKEN
    assert TOKEN not in caplog.text


def test_half_an_answer_does_not_show_the_token(graph_server):
    graph_server.answer(f'{{"access_token": "{TOKEN}"'.encode())
    with pytest.raises(NoClearAnswer) as raised:
        PageGraph(TOKEN).get_object("1")
    assert TOKEN not in said(raised.value)


def test_the_client_itself_does_not_show_the_token():
    assert TOKEN not in repr(PageGraph(TOKEN))

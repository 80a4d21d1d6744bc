"""The plain facebook-sdk drives the sandbox, its own paging helper included."""

import facebook
import pytest

from tests.publishing.facebook.conftest import TOKEN


@pytest.fixture
def graph(sandbox, settings, monkeypatch):
    monkeypatch.setattr(facebook, "FACEBOOK_GRAPH_URL", settings.FACEBOOK_GRAPH_URL)
    sandbox.tokens.create(text=TOKEN)
    graph = facebook.GraphAPI(TOKEN, timeout=10)
    graph.version = "v26.0"
    yield graph
    graph.session.close()


def test_a_post_is_put_read_and_deleted(graph, sandbox):
    post = graph.put_object(sandbox.number, "feed", message="Bonjour")
    assert graph.get_object(post["id"], fields="message")["message"] == "Bonjour"
    graph.delete_object(post["id"])
    with pytest.raises(facebook.GraphAPIError) as raised:
        graph.get_object(post["id"])
    assert raised.value.code == 100


def test_all_posts_are_walked_through(graph, sandbox):
    for number in range(7):
        sandbox.posts.create(message=f"{number}")
    posts = graph.get_all_connections(
        sandbox.number, "published_posts", fields="message", limit=3
    )
    assert [post["message"] for post in posts] == ["6", "5", "4", "3", "2", "1", "0"]


def test_the_version_is_told(graph):
    assert graph.get_version() == "26.0"

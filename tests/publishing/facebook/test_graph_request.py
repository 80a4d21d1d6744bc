"""What goes over the wire when the client asks."""

import hashlib
import hmac

from publishing.facebook.graph import PageGraph
from tests.publishing.facebook.conftest import TOKEN


def test_the_version_of_the_settings_is_asked_for(graph_server, settings):
    settings.FACEBOOK_API_VERSION = "v26.0"
    graph_server.answer({"id": "1"})
    PageGraph(TOKEN).get_object("1", fields="id")
    assert graph_server.asked[0].path == "/v26.0/1"


def test_the_token_travels_in_a_header_only(graph_server):
    graph_server.answer({"id": "1"})
    graph_server.answer({"id": "2"})
    graph = PageGraph(TOKEN)
    graph.get_object("1")
    graph.put_object("1", "feed", message="Bonjour")
    for asked in graph_server.asked:
        assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
        assert "access_token" not in asked.query
        assert TOKEN not in f"{asked.path}{asked.query}{asked.body}"


def test_the_app_proves_itself_when_its_secret_is_known(graph_server, settings):
    settings.FACEBOOK_APP_SECRET = "secret"
    graph_server.answer({"id": "1"})
    graph_server.answer({"id": "2"})
    graph = PageGraph(TOKEN)
    graph.get_object("1")
    graph.put_object("1", "feed", message="Bonjour")
    proof = hmac.new(b"secret", TOKEN.encode(), hashlib.sha256).hexdigest()
    assert graph_server.asked[0].query["appsecret_proof"] == proof
    assert graph_server.asked[1].form["appsecret_proof"] == proof
    assert graph_server.asked[1].query == {}


def test_without_a_secret_no_proof_is_sent(graph_server, settings):
    settings.FACEBOOK_APP_SECRET = ""
    graph_server.answer({"id": "1"})
    PageGraph(TOKEN).get_object("1")
    assert graph_server.asked[0].query == {}


def test_nested_values_are_sent_as_json(graph_server, settings):
    settings.FACEBOOK_APP_SECRET = ""
    graph_server.answer({"id": "1"})
    PageGraph(TOKEN).put_object(
        "1",
        "feed",
        message="Ça ouvre",
        attached_media=[{"media_fbid": "7"}],
        published=False,
        place=None,
    )
    assert graph_server.asked[0].form == {
        "message": "Ça ouvre",
        "attached_media": '[{"media_fbid": "7"}]',
        "published": "false",
    }


def test_a_redirect_is_not_followed_with_the_token(graph_server):
    elsewhere = {"Location": f"{graph_server.url}elsewhere"}
    graph_server.answer({"id": "1"}, status=302, headers=elsewhere)
    assert PageGraph(TOKEN).get_object("1") == {"id": "1"}
    assert len(graph_server.asked) == 1


def test_the_headers_of_the_answer_are_kept(graph_server):
    graph_server.answer({"id": "1"}, headers={"X-App-Usage": '{"call_count":28}'})
    graph = PageGraph(TOKEN)
    graph.get_object("1")
    assert graph.headers["x-app-usage"] == '{"call_count":28}'


def test_all_connections_are_read_cursor_by_cursor(graph_server):
    more = {"cursors": {"after": "c1"}, "next": "https://graph.facebook.com/…"}
    graph_server.answer({"data": [{"id": "1"}], "paging": more})
    graph_server.answer({"data": [{"id": "2"}], "paging": {"cursors": {"after": "c"}}})
    posts = PageGraph(TOKEN).get_all_connections("9", "published_posts", limit=1)
    assert [post["id"] for post in posts] == ["1", "2"]
    assert [asked.query.get("after") for asked in graph_server.asked] == [None, "c1"]


def test_a_photo_is_sent_as_a_file(graph_server):
    graph_server.answer({"id": "7"})
    PageGraph(TOKEN).put_photo(b"bytes", album_path="1/photos", published=False)
    [asked] = graph_server.asked
    assert asked.headers["Content-Type"].startswith("multipart/form-data")
    assert b'name="source"' in asked.body
    assert b"bytes" in asked.body

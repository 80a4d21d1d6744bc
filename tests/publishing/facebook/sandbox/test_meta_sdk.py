"""Meta's own SDK drives the sandbox as it drives Facebook."""

import pytest
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from tests.publishing.facebook.conftest import TOKEN, jpeg


@pytest.fixture
def api(sandbox, settings, live_server):
    sandbox.tokens.create(text=TOKEN)
    session = FacebookSession(
        settings.FACEBOOK_APP_ID, settings.FACEBOOK_APP_SECRET, TOKEN, timeout=10
    )
    session.GRAPH = f"{live_server.url}/sandbox/graph"
    yield FacebookAdsApi(session, api_version="v26.0")
    session.requests.close()


def test_a_photo_post_is_published_listed_edited_and_deleted(api, sandbox):
    page = Page(sandbox.number, api=api)

    photo = api.call(
        "POST",
        (sandbox.number, "photos"),
        params={"published": False},
        files={"source": ("shop.jpg", jpeg(), "image/jpeg")},
    ).json()
    post = page.create_feed(
        params={
            "message": "Une vitrine s’allume",
            "attached_media": [{"media_fbid": photo["id"]}],
        }
    )
    [listed] = page.get_published_posts(fields=["id", "message"])
    [attachment] = PagePost(post["id"], api=api).get_attachments()
    assert listed["id"] == post["id"]
    assert listed["message"] == "Une vitrine s’allume"
    assert attachment["target"]["id"] == photo["id"]

    PagePost(post["id"], api=api).api_update(params={"message": "Corrigé"})
    assert PagePost(post["id"], api=api).api_get(fields=["message"])["message"] == (
        "Corrigé"
    )

    PagePost(post["id"], api=api).api_delete()
    assert list(page.get_published_posts()) == []


def test_its_cursor_walks_through_all_parts(api, sandbox):
    for number in range(7):
        sandbox.posts.create(message=f"{number}")
    posts = Page(sandbox.number, api=api).get_published_posts(
        fields=["message"], params={"limit": 3}
    )
    assert [post["message"] for post in posts] == ["6", "5", "4", "3", "2", "1", "0"]


def test_it_reads_the_sandboxs_errors(api, sandbox):
    with pytest.raises(FacebookRequestError) as raised:
        PagePost(f"{sandbox.number}_404", api=api).api_get()
    assert raised.value.api_error_code() == 100
    assert raised.value.api_error_subcode() == 33

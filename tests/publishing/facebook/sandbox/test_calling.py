"""The sandbox calls the application as Facebook does: what happens there arrives."""

import threading

import pytest
from facebook_business.adobjects.application import Application
from facebook_business.adobjects.page import Page
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from publishing.dispatch import dispatch
from publishing.facebook import settling, watch
from publishing.facebook.models import ForeignPost, PageUpdate, PageWatch
from publishing.facebook.sandbox.calling import THREAD
from publishing.facebook.sandbox.models import Callback, Fault
from publishing.facebook.webhook import verify_token
from publishing.models import Channel, Publication
from tests.factories import make_news
from tests.publishing.facebook.conftest import TOKEN

HOME = "/sandbox/facebook/"


def arrive():
    """Wait for the calls under way, then let a worker handle what came."""
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join()
    settling.handle_due()


@pytest.fixture
def told(connected):
    """A Page of which Facebook tells us."""
    PageWatch.objects.begin(connected)
    watch.look_at_pages()
    return Channel.objects.get(pk=connected.pk)


@pytest.fixture
def api(sandbox, settings, live_server):
    """Meta's own SDK, with a token of somebody's choice."""
    sessions = []

    def api(token):
        session = FacebookSession(
            settings.FACEBOOK_APP_ID, settings.FACEBOOK_APP_SECRET, token, timeout=10
        )
        session.GRAPH = f"{live_server.url}/sandbox/graph"
        sessions.append(session)
        return FacebookAdsApi(session, api_version="v26.0")

    yield api
    for session in sessions:
        session.requests.close()


def test_metas_sdk_subscribes_and_unsubscribes(api, sandbox, settings, live_server):
    sandbox.tokens.create(text=TOKEN)
    app_id = settings.FACEBOOK_APP_ID
    by_app = api(f"{app_id}|{settings.FACEBOOK_APP_SECRET}")
    wanted = {
        "object": "page",
        "callback_url": f"{live_server.url}/facebook/webhook/",
        "fields": ["feed"],
        "verify_token": verify_token(),
    }
    application = Application(app_id, api=by_app)
    application.create_subscription(params=wanted)
    assert Callback.objects.get().fields == ["feed"]
    for wrong in (
        {"verify_token": "wrong"},
        {"callback_url": "https://elsewhere.example/facebook/webhook/"},
    ):
        with pytest.raises(FacebookRequestError) as raised:
            application.create_subscription(params={**wanted, **wrong})
        assert raised.value.api_error_code() == 2200

    page = Page(sandbox.number, api=api(TOKEN))
    page.create_subscribed_app(params={"subscribed_fields": ["feed"]})
    [subscribed] = page.get_subscribed_apps()
    assert subscribed["id"] == app_id
    page.delete_subscribed_apps()
    assert list(page.get_subscribed_apps()) == []


def test_what_is_done_by_hand_arrives(told, sandbox, client, manager):
    assert told.watch.told_at is not None
    publication = Publication.objects.plan(make_news(), told, told.watch.told_at)
    dispatch(publication.pk)
    arrive()
    client.post(f"{HOME}write/", {"page": sandbox.number, "message": "Bravo à tous"})
    arrive()
    foreign = ForeignPost.objects.get()
    assert foreign.excerpt == "Bravo à tous"
    assert foreign.permalink.endswith(f"/posts/{foreign.remote_id.split('_')[1]}/")

    number = sandbox.posts.earliest("pk").number
    client.post(f"{HOME}posts/{number}/comment/", {"message": "Super"})
    client.post(f"{HOME}posts/{number}/change/", {"message": "Fermé"})
    arrive()
    publication.refresh_from_db()
    assert publication.sent_wording == "Fermé"
    client.post(f"{HOME}posts/{number}/remove/")
    arrive()
    publication.refresh_from_db()
    assert publication.state == Publication.State.WITHDRAWN
    assert PageUpdate.objects.count() == 4


def test_a_call_settles_a_doubt_long_before_the_grace_time(told, sandbox, settings):
    settings.PUBLISHING_GRACE_SECONDS = 3600
    Fault.objects.switch_on("error_after")
    publication = Publication.objects.plan(make_news(), told, told.watch.told_at)
    dispatch(publication.pk)
    arrive()
    dispatch(publication.pk)
    publication.refresh_from_db()
    assert publication.state == Publication.State.PUBLISHED
    assert sandbox.posts.count() == 1


def test_an_application_that_does_not_answer_is_left_alone(
    told, sandbox, client, caplog
):
    Callback.objects.update(address="http://127.0.0.1:1/")
    client.post(f"{HOME}write/", {"page": sandbox.number, "message": "Bravo"})
    arrive()
    assert sandbox.posts.count() == 1
    assert "The application was not reached: ConnectionError" in caplog.messages

"""Looking at the Page: one listing per look, within bounds, and being told."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.credentials import encrypt
from publishing.facebook import settling, subscription, watch
from publishing.facebook.models import ForeignPost, PageUpdate, PageWatch
from publishing.facebook.webhook import verify_token
from publishing.models import Attempt, Channel, Publication
from tests.factories import make_news
from tests.publishing.facebook.conftest import PAGE_ID, TOKEN

State = Publication.State


@pytest.fixture(autouse=True)
def _nobody_can_call_us(settings):
    settings.CITYHUB_BASE_URL = "http://ville.example"
    settings.FACEBOOK_READ_TIMEOUT = 2


@pytest.fixture
def channel(db):
    sealed = encrypt(json.dumps({"access_token": TOKEN}))
    return Channel.objects.create(
        kind="facebook", name="La Page", remote_id=PAGE_ID, sealed_credentials=sealed
    )


@pytest.fixture
def look(channel, graph_server):
    """Look now, whatever the time; give the listing as Facebook's answer."""

    def look(*posts, following=False):
        PageWatch.objects.update(look_at=timezone.now())
        paging = {"next": "https://graph.example/more"} if following else {}
        graph_server.answer({"data": list(posts), "paging": paging})
        watch.look_at_pages()
        settling.handle_due()

    return look


def post(number=1, message="Marché ce matin", hours_ago=1, **more):
    moment = timezone.now() - timedelta(hours=hours_ago)
    written = moment.strftime("%Y-%m-%dT%H:%M:%S+0000")
    return {
        "id": f"{PAGE_ID}_{number}",
        "message": message,
        "created_time": written,
        "updated_time": written,
        "permalink_url": f"https://www.facebook.com/page/posts/{number}",
        **more,
    }


@pytest.fixture
def standing(channel):
    """A publication that stood on the Page an hour ago, as number 7."""
    publication = Publication.objects.plan(make_news(), channel, timezone.now())
    publication.claim(timezone.now())
    attempt = publication.begin_attempt(Attempt.Purpose.PUBLISH, "Venez goûter.")
    publication.record_published(
        remote_id=f"{PAGE_ID}_7", url="", wording="Venez goûter."
    )
    attempt.end(Attempt.Result.DONE)
    hour_ago = timezone.now() - timedelta(hours=1)
    Publication.objects.filter(pk=publication.pk).update(published_at=hour_ago)
    return publication


def state_of(publication):
    publication.refresh_from_db()
    return publication.state


def test_a_look_is_one_call_and_the_next_one_waits(look, graph_server):
    look(post())
    watch.look_at_pages()
    [asked] = graph_server.asked
    assert asked.path == f"/v26.0/{PAGE_ID}/published_posts"
    assert asked.query["limit"] == "50"
    wait = PageWatch.objects.get().look_at - timezone.now()
    assert timedelta(minutes=9) < wait < timedelta(minutes=11)


def test_posts_of_others_are_noted_once_and_kept_up_to_date(look):
    look(post())
    look(post(message="Marché annulé", updated_time="2027-01-01T08:00:00+0000"))
    [found] = ForeignPost.objects.all()
    assert found.excerpt == "Marché annulé"
    assert found.permalink == "https://www.facebook.com/page/posts/1"
    assert PageUpdate.objects.count() == 2


def test_our_own_post_is_not_foreign(look, standing):
    look(post(7, "Venez goûter."))
    assert ForeignPost.objects.count() == 0
    assert state_of(standing) == State.PUBLISHED


def test_a_doubtful_post_is_settled_by_the_listing(look, channel):
    publication = Publication.objects.plan(make_news(), channel, timezone.now())
    publication.claim(timezone.now())
    publication.begin_attempt(Attempt.Purpose.PUBLISH, "Venez.").end(
        Attempt.Result.AMBIGUOUS
    )
    publication.record_unsure(timezone.now() + timedelta(hours=1), "Pas de réponse.")
    card = {"unshimmed_url": publication.short_link}
    look(post(3, "Venez.", attachments={"data": [card]}))
    publication.refresh_from_db()
    assert publication.due_at <= timezone.now()
    assert ForeignPost.objects.count() == 0


def test_a_post_that_is_gone_is_asked_for_by_itself(look, standing, graph_server):
    PageWatch.objects.begin(standing.channel)
    graph_server.answer({"data": []})
    graph_server.error(100, 33)
    watch.look_at_pages()
    settling.handle_due()
    assert [asked.path for asked in graph_server.asked][1] == f"/v26.0/{PAGE_ID}_7"
    assert state_of(standing) == State.WITHDRAWN


def test_a_post_that_the_listing_leaves_out_still_stands(look, standing, graph_server):
    PageWatch.objects.begin(standing.channel)
    graph_server.answer({"data": []})
    graph_server.answer({"id": f"{PAGE_ID}_7"})
    watch.look_at_pages()
    settling.handle_due()
    assert state_of(standing) == State.PUBLISHED


def test_a_listing_that_goes_on_says_nothing_of_older_posts(
    look, standing, graph_server
):
    look(post(9, "Autre", hours_ago=0.5), following=True)
    assert len(graph_server.asked) == 1
    assert state_of(standing) == State.PUBLISHED


@pytest.mark.parametrize("vain", [1, 2, 3])
def test_a_page_that_cannot_be_read_is_left_alone_for_longer_and_longer(
    look, channel, graph_server, vain
):
    PageWatch.objects.begin(channel)
    for _again in range(vain):
        PageWatch.objects.update(look_at=timezone.now())
        graph_server.hang_up()
        watch.look_at_pages()
    wait = PageWatch.objects.get().look_at - timezone.now()
    expected = timedelta(minutes=10 * 2**vain)
    assert abs(wait - expected) < timedelta(minutes=1)


def test_a_limit_is_kept_and_pauses_nothing(look, channel, graph_server):
    PageWatch.objects.begin(channel)
    asks = {"page": [{"type": "pages", "estimated_time_to_regain_access": 90}]}
    graph_server.error(80001, headers={"X-Business-Use-Case-Usage": json.dumps(asks)})
    watch.look_at_pages()
    wait = PageWatch.objects.get().look_at - timezone.now()
    assert wait > timedelta(minutes=89)
    channel.refresh_from_db()
    assert channel.state == Channel.State.ACTIVE


def test_a_paused_channel_is_left_alone(look, channel, graph_server):
    channel.pause("Fermeture annuelle.")
    look()
    assert graph_server.asked == []


def test_only_one_of_two_workers_looks(channel):
    PageWatch.objects.begin(channel)
    mine, rival = PageWatch.objects.get(), PageWatch.objects.get()
    assert mine.claim(timezone.now()) is True
    assert rival.claim(timezone.now()) is False


def test_where_facebook_can_call_it_is_asked_to_and_looks_become_rare(
    look, graph_server, settings
):
    settings.CITYHUB_BASE_URL = "http://localhost:8000"
    graph_server.answer({"success": True})
    graph_server.answer({"success": True})
    look()
    application, page, _listing = graph_server.asked
    assert application.path == "/v26.0/123/subscriptions"
    assert application.headers["Authorization"] == "Bearer 123|the secret of the app"
    assert application.form["object"] == "page"
    assert application.form["fields"] == "feed"
    assert application.form["verify_token"] == verify_token()
    assert application.form["callback_url"] == "http://localhost:8000/facebook/webhook/"
    assert page.path == f"/v26.0/{PAGE_ID}/subscribed_apps"
    assert page.form["subscribed_fields"] == "feed"
    assert page.headers["Authorization"] == f"Bearer {TOKEN}"
    wait = PageWatch.objects.get().look_at - timezone.now()
    assert timedelta(minutes=59) < wait < timedelta(minutes=61)
    look()
    assert len(graph_server.asked) == 4  # asked again only after a day


def test_a_refused_subscription_leaves_us_looking(look, graph_server, settings):
    settings.CITYHUB_BASE_URL = "http://localhost:8000"
    graph_server.error(2200)
    look(post())
    watching = PageWatch.objects.get()
    assert watching.told_at is None
    assert watching.looked_at is not None
    assert ForeignPost.objects.count() == 1


@pytest.mark.parametrize(
    ("ours", "facebook", "called"),
    [
        ("https://ville.example", "https://graph.facebook.com/", True),
        ("http://ville.example", "https://graph.facebook.com/", False),
        ("https://localhost", "https://graph.facebook.com/", False),
        ("http://localhost:8000", "http://127.0.0.1:8000/sandbox/graph/", True),
    ],
)
def test_facebook_calls_only_where_it_can(settings, ours, facebook, called):
    settings.CITYHUB_BASE_URL, settings.FACEBOOK_GRAPH_URL = ours, facebook
    assert subscription.can_be_called() is called


def finding_of(channel):
    found = subscription.finding(channel)
    return found.ok, found.sentence


def test_the_doctor_says_how_we_hear_of_the_page(channel, settings):
    assert finding_of(channel) == (
        True,
        (
            "Facebook ne peut pas appeler CityHub ici\u202f; CityHub regarde donc toutes "
            "les 10 minutes."
        ),
    )
    settings.CITYHUB_BASE_URL = "https://ville.example"
    settings.FACEBOOK_GRAPH_URL = "https://graph.facebook.com/"
    assert finding_of(channel)[0] is None
    PageWatch.objects.begin(channel)
    PageWatch.objects.update(told_at=timezone.now())
    assert finding_of(channel) == (True, "Facebook prévient CityHub aussitôt.")


def test_nothing_to_look_at_costs_four_queries(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        watch.look_at_pages()

"""A post is found by what people copy from their browser; another's stays untouched."""

from datetime import UTC, datetime

import pytest

from publishing.contract import Announcement
from publishing.facebook.transport import FacebookTransport
from publishing.transport import Outcome, SendError, Sight
from tests.publishing.facebook.conftest import PAGE_ID

pytestmark = pytest.mark.django_db

ITEM = Announcement(kind="news", title="Titre", text="", url="", language="fr")
OURS, OTHER = {"id": "123"}, {"id": "999"}


def post(number="77", **fields):
    return {
        "id": f"{PAGE_ID}_{number}",
        "message": "Bonjour",
        "created_time": "2026-12-01T08:00:00+0000",
        "permalink_url": f"https://www.facebook.com/page/posts/pfbid{number}",
        "application": OURS,
        **fields,
    }


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.facebook.com/{PAGE_ID}_77",
        f"https://www.facebook.com/{PAGE_ID}/posts/77/",
        "https://m.facebook.com/commerces/posts/77?locale=fr",
        f"https://www.facebook.com/permalink.php?story_fbid=77&id={PAGE_ID}",
        f"{PAGE_ID}_77",
    ],
)
def test_an_address_with_its_number_is_read_directly(graph_server, channel, address):
    graph_server.answer(post())
    assert FacebookTransport(channel).locate(address) == Sight(
        remote_id=f"{PAGE_ID}_77",
        url="https://www.facebook.com/page/posts/pfbid77",
        text="Bonjour",
        published_at=datetime(2026, 12, 1, 8, tzinfo=UTC),
        ours=True,
    )
    assert graph_server.asked[0].path == f"/v26.0/{PAGE_ID}_77"


def test_an_opaque_address_is_compared_with_those_of_the_last_posts(
    graph_server, channel
):
    graph_server.answer({"data": [post("76"), post("77")]})
    found = FacebookTransport(channel).locate(
        "https://facebook.com/page/posts/pfbid77/?mibextid=x"
    )
    assert found.remote_id == f"{PAGE_ID}_77"


def test_the_post_of_another_page_is_not_found(graph_server, channel):
    graph_server.answer({"data": [post()]})
    address = "https://www.facebook.com/555_77"
    assert FacebookTransport(channel).locate(address) is None


@pytest.mark.parametrize("verb", ["amend", "withdraw"])
def test_another_applications_post_is_told_and_does_not_stop_the_channel(
    graph_server, channel, publication, verb
):
    publication.remote_id = f"{PAGE_ID}_77"
    graph_server.error(200)
    graph_server.answer(post(application=OTHER))
    transport = FacebookTransport(channel)
    said = (ITEM,) if verb == "amend" else ()
    with pytest.raises(SendError) as raised:
        getattr(transport, verb)(publication, *said)
    assert raised.value.outcome == Outcome.REFUSED


def test_a_right_that_was_lost_still_stops_the_channel(
    graph_server, channel, publication
):
    publication.remote_id = f"{PAGE_ID}_77"
    graph_server.error(200)
    graph_server.answer(post())
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).withdraw(publication)
    assert raised.value.outcome == Outcome.CHANNEL_DOWN


def test_the_comment_is_written_and_found_again(graph_server, channel, publication):
    publication.remote_id = f"{PAGE_ID}_77"
    transport = FacebookTransport(channel)
    words = transport.correction(publication, ITEM)
    graph_server.answer({"id": "77_1"})
    transport.remark(publication, words)
    graph_server.answer({"data": [{"id": "77_1", "message": words}]})
    assert transport.has_remark(publication, words)
    assert graph_server.asked[0].form["message"] == words
    assert words == (
        "Du nouveau, à noter\u00a0:\nTitre\n"
        f"Tout savoir\u00a0: {publication.short_link}"
    )

"""Finding a publication on the Page after a try without a clear answer."""

from datetime import UTC, datetime

import pytest

from publishing.facebook.transport import FacebookTransport
from publishing.models import Publication
from publishing.transport import Outcome, Receipt, SendError
from tests.publishing.facebook.conftest import MARK, PAGE_ID

SENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LINK = f"http://localhost:8000/p/{MARK}"


def post(number, message="", minute=1, **more):
    return {
        "id": f"{PAGE_ID}_{number}",
        "message": message,
        "created_time": f"2026-11-22T08:{minute:02}:00+0000",
        "permalink_url": f"https://www.facebook.com/{number}",
        **more,
    }


def part(*posts, after=None):
    paging = {"cursors": {"after": after or "end"}}
    if after:
        paging["next"] = "https://graph.facebook.com/more"
    return {"data": list(posts), "paging": paging}


@pytest.fixture
def find(channel, publication):
    return lambda: FacebookTransport(channel).find(publication, SENT)


def test_the_post_with_the_mark_is_found(graph_server, find):
    graph_server.answer(part(post(3, "Autre"), post(2, f"Voir {LINK}"), post(1)))
    assert find() == Receipt(remote_id=f"{PAGE_ID}_2", url="https://www.facebook.com/2")
    assert graph_server.asked[0].path == f"/v26.0/{PAGE_ID}/published_posts"


def test_a_longer_mark_is_another_publication(graph_server, find):
    graph_server.answer(part(post(1, f"{LINK}2")))
    assert find() is None


def test_the_mark_in_a_wrapped_link_is_found(graph_server, find):
    shim = f"https://l.facebook.com/l.php?u=http%3A%2F%2Flocalhost%2Fp%2F{MARK}&h=1"
    attachments = {"data": [{"url": shim}]}
    graph_server.answer(part(post(1, "Voir", attachments=attachments)))
    assert find().remote_id == f"{PAGE_ID}_1"


def test_older_parts_are_read_too(graph_server, find):
    graph_server.answer(part(post(3, minute=9), after="c1"))
    graph_server.answer(part(post(2, LINK, minute=8)))
    assert find().remote_id == f"{PAGE_ID}_2"
    assert graph_server.asked[1].query["after"] == "c1"


def test_an_empty_part_is_not_the_last_one(graph_server, find):
    graph_server.answer(part(after="c1"))
    graph_server.answer(part(post(2, LINK)))
    assert find().remote_id == f"{PAGE_ID}_2"


def test_reading_ends_a_day_before_the_first_try(graph_server, find):
    before = {"created_time": "2026-11-21T07:59:59+0000"}
    graph_server.answer(part({**post(1, LINK), **before}, after="c1"))
    assert find() is None
    assert len(graph_server.asked) == 1


def test_clocks_may_differ_by_a_day(graph_server, find):
    just_before = {"created_time": "2026-11-21T08:00:00+0000"}
    graph_server.answer(part({**post(1, LINK), **just_before}))
    assert find().remote_id == f"{PAGE_ID}_1"


def test_of_two_the_older_one_is_kept_and_the_log_speaks(graph_server, find, caplog):
    graph_server.answer(part(post(2, LINK), post(1, LINK)))
    assert find().remote_id == f"{PAGE_ID}_1"
    assert caplog.messages == [f"{MARK} stands on the Page 2 times"]


def test_somebody_elses_post_with_our_link_is_not_ours(graph_server, find):
    graph_server.answer(part(post(1, LINK, application={"id": "999"})))
    assert find() is None


def test_our_applications_post_is_ours(graph_server, find, settings):
    ours = {"id": settings.FACEBOOK_APP_ID}
    graph_server.answer(part(post(1, LINK, application=ours)))
    assert find().remote_id == f"{PAGE_ID}_1"


def test_a_page_that_cannot_be_read_is_not_an_empty_one(graph_server, find):
    graph_server.answer(part(post(3), after="c1"))
    graph_server.hang_up()
    with pytest.raises(SendError) as raised:
        find()
    assert raised.value.outcome == Outcome.NOT_SENT


@pytest.fixture
def other(channel, publication):
    """Another item that has the post number 1; both are rows."""
    channel.save()
    publication.at = SENT
    publication.save()
    return Publication.objects.create(
        page_title="Soldes", channel=channel, at=SENT, remote_id=f"{PAGE_ID}_1"
    )


def test_the_post_of_another_item_that_quotes_the_link_is_left_to_it(
    graph_server, find, other
):
    quoting = f"Voir {LINK}\n{other.short_link}"
    graph_server.answer(part(post(1, quoting)))
    assert find() is None


def test_the_own_post_is_found_beside_one_that_quotes_it(graph_server, find, other):
    quoting = f"Voir {LINK}\n{other.short_link}"
    graph_server.answer(part(post(2, LINK, 9), post(1, quoting)))
    assert find().remote_id == f"{PAGE_ID}_2"


def test_when_another_item_has_the_own_post_nobody_can_tell(graph_server, find, other):
    graph_server.answer(part(post(1, f"Venez. {LINK}")))
    with pytest.raises(SendError, match="Soldes"):
        find()

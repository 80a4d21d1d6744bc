"""Publishing on the Page: what is sent, and the verdict when it goes wrong."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from publishing.contract import Announcement, Picture
from publishing.facebook.transport import FacebookTransport
from publishing.models import Channel
from publishing.transport import Outcome, Receipt, SendError
from tests.factories import make_photo
from tests.publishing.facebook.conftest import MARK, PAGE_ID

pytestmark = pytest.mark.django_db

ITEM = Announcement(
    kind="news",
    title="Du neuf chez Weber",
    text="Venez goûter.",
    url="http://localhost:8000/boutiques/weber/du-neuf/",
    language="fr",
)
MESSAGE = (
    "Du neuf chez Weber\n\nVenez goûter.\n\n"
    f"Tout savoir\u00a0: http://localhost:8000/p/{MARK}"
)


SCRAPED = {"url": "…"}


@pytest.fixture
def photo(db):
    return make_photo()


@pytest.fixture
def kept(publication):
    """The publication as a row, since uploads are noted with it."""
    publication.channel.save()
    publication.at = timezone.now()
    publication.save(force_insert=True)
    return publication


def shows(*numbers):
    """Return what Facebook says of a post with these photos."""
    pictures = [{"target": {"id": number}} for number in numbers]
    if len(pictures) > 1:
        pictures = [{"subattachments": {"data": pictures}}]
    return {"id": "1_7", "attachments": {"data": pictures}}


def test_without_a_photo_the_link_is_posted(graph_server, channel, publication):
    graph_server.answer(SCRAPED)
    posted = {"id": f"{PAGE_ID}_7", "permalink_url": "https://www.facebook.com/x"}
    graph_server.answer(posted)
    receipt = FacebookTransport(channel).publish(publication, ITEM)
    assert receipt == Receipt(
        remote_id=f"{PAGE_ID}_7", url="https://www.facebook.com/x"
    )
    scraped, asked = graph_server.asked
    assert scraped.path == "/v26.0/"
    assert scraped.form["id"] == f"http://localhost:8000/p/{MARK}"
    assert scraped.form["scrape"] == "true"
    assert (asked.method, asked.path) == ("POST", f"/v26.0/{PAGE_ID}/feed")
    assert asked.query == {"fields": "id,permalink_url"}
    assert asked.form["message"] == MESSAGE
    assert asked.form["link"] == f"http://localhost:8000/p/{MARK}"


def test_without_photo_and_page_the_text_alone_is_posted(
    graph_server, channel, publication
):
    graph_server.answer({"id": "1_7"})
    FacebookTransport(channel).publish(publication, replace(ITEM, url=""))
    assert "link" not in graph_server.asked[0].form


def test_a_preview_that_cannot_be_warmed_up_holds_nothing_up(
    graph_server, channel, publication
):
    graph_server.error(1609005)
    graph_server.answer({"id": "1_7"})
    assert FacebookTransport(channel).publish(publication, ITEM).remote_id == "1_7"


def test_a_link_is_read_at_most_ten_times_an_hour(graph_server, channel, kept):
    kept.fence = 10
    for fence in range(1, 11):
        kept.attempts.create(fence=fence, started_at=timezone.now())
    graph_server.answer({"id": "1_7"})
    FacebookTransport(channel).publish(kept, ITEM)
    assert [asked.path for asked in graph_server.asked] == [f"/v26.0/{PAGE_ID}/feed"]


def test_a_photo_is_uploaded_unseen_then_shown(graph_server, channel, kept, photo):
    graph_server.answer({"id": "55"})
    graph_server.answer({"id": "1_7"})
    graph_server.answer(shows("55"))
    item = replace(ITEM, image_id=photo.pk, alt_text="La vitrine, rue des Halles")
    receipt = FacebookTransport(channel).publish(kept, item)
    upload, post, counted = graph_server.asked
    assert upload.path == f"/v26.0/{PAGE_ID}/photos"
    assert b'name="published"\r\n\r\nfalse\r\n' in upload.body
    assert b"La vitrine, rue des Halles" in upload.body
    assert post.form["message"] == MESSAGE
    assert json.loads(post.form["attached_media"]) == [{"media_fbid": "55"}]
    assert "link" not in post.form
    assert counted.path == "/v26.0/1_7"
    assert receipt.flaw == ""


def test_fewer_photos_than_were_sent_are_told_and_not_sent_again(
    graph_server, channel, kept, photo
):
    other = make_photo(size=(60, 50))
    for answer in ({"id": "55"}, {"id": "56"}, {"id": "1_7"}, shows("55")):
        graph_server.answer(answer)
    item = replace(ITEM, image_id=photo.pk, more_pictures=(Picture(other.pk),))
    receipt = FacebookTransport(channel).publish(kept, item)
    assert receipt.flaw == (
        "Facebook ne montre que 1 des 2 photos. Regardez la publication\u202f; "
        "CityHub ne l’envoie pas une deuxième fois."
    )


def test_photos_that_cannot_be_counted_are_no_trouble(
    graph_server, channel, kept, photo
):
    graph_server.answer({"id": "55"})
    graph_server.answer({"id": "1_7"})
    graph_server.error(2, status=500)
    receipt = FacebookTransport(channel).publish(kept, replace(ITEM, image_id=photo.pk))
    assert receipt == Receipt(remote_id="1_7", url="https://www.facebook.com/1_7")


def test_without_a_permalink_the_documented_address_is_kept(
    graph_server, channel, publication
):
    graph_server.answer(SCRAPED)
    graph_server.answer({"id": "1_7"})
    receipt = FacebookTransport(channel).publish(publication, ITEM)
    assert receipt.url == "https://www.facebook.com/1_7"


def test_an_answer_without_a_number_may_still_have_posted(
    graph_server, channel, publication
):
    graph_server.answer(SCRAPED)
    graph_server.answer({"success": True})
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(publication, ITEM)
    assert raised.value.outcome == Outcome.AMBIGUOUS


def test_a_cut_connection_may_have_posted(graph_server, channel, publication):
    graph_server.answer(SCRAPED)
    graph_server.hang_up()
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(publication, ITEM)
    assert raised.value.outcome == Outcome.AMBIGUOUS


def test_a_cut_upload_shows_nothing_and_may_be_tried_again(
    graph_server, channel, kept, photo
):
    graph_server.hang_up()
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(kept, replace(ITEM, image_id=photo.pk))
    assert raised.value.outcome == Outcome.NOT_SENT
    assert len(graph_server.asked) == 1


def test_a_photo_that_cannot_be_read_is_refused_unsent(
    graph_server, channel, publication, photo
):
    photo.file.delete(save=False)
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(
            publication, replace(ITEM, image_id=photo.pk)
        )
    assert raised.value.outcome == Outcome.REFUSED
    assert graph_server.asked == []


def test_an_expired_token_stops_the_channel(graph_server, channel, publication):
    graph_server.answer(SCRAPED)
    graph_server.error(190, 463)
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(publication, ITEM)
    assert raised.value.outcome == Outcome.CHANNEL_DOWN


@pytest.mark.parametrize("sealed", ["", "sealed with a key that is gone"])
def test_a_channel_without_a_token_is_down(publication, sealed):
    channel = Channel(kind="facebook", remote_id="1", sealed_credentials=sealed)
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(publication, ITEM)
    assert raised.value.outcome == Outcome.CHANNEL_DOWN


def test_the_wording_is_what_is_sent(graph_server, channel, publication):
    publication.text = "Mes mots."
    wording = FacebookTransport(channel).wording(publication, ITEM)
    graph_server.answer(SCRAPED)
    graph_server.answer({"id": "1_7"})
    FacebookTransport(channel).publish(publication, ITEM)
    assert graph_server.asked[1].form["message"] == wording
    assert "Mes mots." in wording

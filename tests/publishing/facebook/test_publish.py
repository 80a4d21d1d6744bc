"""Publishing on the Page: what is sent, and the verdict when it goes wrong."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from publishing.contract import Announcement
from publishing.facebook.transport import FacebookTransport
from publishing.models import Channel
from publishing.transport import Outcome, Receipt, SendError
from tests.publishing.facebook.conftest import MARK, PAGE_ID, jpeg

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


@pytest.fixture
def photo(db):
    file = ImageFile(BytesIO(jpeg()), name="photo.jpg")
    return get_image_model().objects.create(title="Vitrine", file=file)


def test_without_a_photo_the_link_is_posted(graph_server, channel, publication):
    posted = {"id": f"{PAGE_ID}_7", "permalink_url": "https://www.facebook.com/x"}
    graph_server.answer(posted)
    receipt = FacebookTransport(channel).publish(publication, ITEM)
    assert receipt == Receipt(
        remote_id=f"{PAGE_ID}_7", url="https://www.facebook.com/x"
    )
    [asked] = graph_server.asked
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


def test_a_photo_is_uploaded_unseen_then_shown(
    graph_server, channel, publication, photo
):
    graph_server.answer({"id": "55"})
    graph_server.answer({"id": "1_7"})
    item = replace(ITEM, image_id=photo.pk, alt_text="La vitrine, rue des Halles")
    FacebookTransport(channel).publish(publication, item)
    upload, post = graph_server.asked
    assert upload.path == f"/v26.0/{PAGE_ID}/photos"
    assert b'name="published"\r\n\r\nfalse\r\n' in upload.body
    assert b"La vitrine, rue des Halles" in upload.body
    assert post.form["message"] == MESSAGE
    assert json.loads(post.form["attached_media"]) == [{"media_fbid": "55"}]
    assert "link" not in post.form


def test_without_a_permalink_the_documented_address_is_kept(
    graph_server, channel, publication
):
    graph_server.answer({"id": "1_7"})
    receipt = FacebookTransport(channel).publish(publication, ITEM)
    assert receipt.url == "https://www.facebook.com/1_7"


def test_an_answer_without_a_number_may_still_have_posted(
    graph_server, channel, publication
):
    graph_server.answer({"success": True})
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(publication, ITEM)
    assert raised.value.outcome == Outcome.AMBIGUOUS


def test_a_cut_connection_may_have_posted(graph_server, channel, publication):
    graph_server.hang_up()
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(publication, ITEM)
    assert raised.value.outcome == Outcome.AMBIGUOUS


def test_a_cut_upload_shows_nothing_and_may_be_tried_again(
    graph_server, channel, publication, photo
):
    graph_server.hang_up()
    with pytest.raises(SendError) as raised:
        FacebookTransport(channel).publish(
            publication, replace(ITEM, image_id=photo.pk)
        )
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
    graph_server.answer({"id": "1_7"})
    FacebookTransport(channel).publish(publication, ITEM)
    assert graph_server.asked[0].form["message"] == wording
    assert "Mes mots." in wording

"""The post as it will look on a phone, before it is approved."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from publishing.contract import Announcement
from publishing.facebook.transport import FacebookTransport
from tests.publishing.facebook.conftest import jpeg

pytestmark = pytest.mark.django_db

ITEM = {
    "kind": "news",
    "title": "Du neuf <chez> Weber",
    "text": "Venez goûter.",
    "url": "http://localhost:8000/boutiques/weber/",
    "language": "fr",
}


@pytest.fixture
def show(channel):
    def show(**fields):
        html = FacebookTransport(channel).preview(Announcement(**{**ITEM, **fields}))
        return BeautifulSoup(html, "html.parser")

    return show


def test_it_shows_page_text_and_link_card(show):
    page = show(tags=["pain"])
    assert page.select_one(".post-author strong").get_text() == "La Page"
    assert page.select_one(".post-text").get_text(" ", strip=True) == (
        "Du neuf <chez> Weber Venez goûter. #Pain … Voir plus "
        "Tout savoir\u00a0: http://localhost:8000/p/…"
    )
    assert page.select_one(".hashtag").get_text() == "#Pain"
    assert page.select_one(".post-card-title").get_text() == "Du neuf <chez> Weber"
    assert page.select_one(".post-card-domain").get_text() == "localhost"


def test_it_shows_the_photo_with_its_words(show):
    file = ImageFile(BytesIO(jpeg()), name="photo.jpg")
    photo = get_image_model().objects.create(title="Vitrine", file=file)
    page = show(image_id=photo.pk, alt_text="La vitrine")
    image = page.select_one("img.post-photo")
    assert (image["alt"], image["width"], image["height"]) == ("La vitrine", "60", "32")
    assert page.select_one(".post-card") is None


def test_a_short_text_is_not_cropped(show):
    page = show(url="")
    assert len(page.select(".post-text p")) == 1
    assert page.select_one("details") is None


def test_a_long_text_is_cropped_as_on_a_phone(show):
    page = show(text="mot " * 200)
    head, tail = page.select(".post-text p")
    assert len(head.get_text()) <= 482
    assert head.get_text().endswith("mot …")
    assert page.select_one("summary").get_text() == "Voir plus"
    assert tail.get_text().endswith("http://localhost:8000/p/…")


def test_many_lines_are_cropped_too(show):
    page = show(text="\n".join("abcdefgh"))
    assert page.select_one(".post-text p").get_text() == ("Du neuf <chez> Weberabc …")

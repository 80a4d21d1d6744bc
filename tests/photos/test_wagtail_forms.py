"""Wagtail's own uploads pass the intake: one by one, several, in the chooser."""

import pytest
from django.urls import reverse
from PIL import Image

from cityhub.photos.models import Photo
from tests.pictures import encoded, phone_photo, picture, png_that_claims, upload

pytestmark = pytest.mark.django_db

HOSTILE = {
    "bomb": png_that_claims(65_000, 65_000),
    "truncated": encoded(picture(), "JPEG")[:3000],
    "cut header": encoded(picture(), "WEBP")[:40],
    "cut avif": encoded(picture(), "AVIF")[:200],
    "magic only": b"\x89PNG\r\n\x1a\n",
    "heic in name": b"\0\0\0\x18ftypheic\0\0\0\0",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "nothing": b"",
}


@pytest.fixture(autouse=True)
def _signed_in(client, administrator):
    client.force_login(administrator)


def places(content: bytes, name: str = "photo.jpg"):
    """Each address of Wagtail that takes a new photo, with what it expects."""
    return {
        "wagtailimages:add": {"title": "Vitrine", "file": upload(content, name)},
        "wagtailimages:add_multiple": {
            "title": "Vitrine", "files[]": upload(content, name)
        },
        "wagtailimages_chooser:create": {
            "image-chooser-upload-title": "Vitrine",
            "image-chooser-upload-file": upload(content, name),
        },
    }  # fmt: skip


@pytest.mark.parametrize("place", places(b""))
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_a_sentence_and_leaves_nothing(client, place, content):
    response = client.post(reverse(place), places(content)[place], headers=AJAX)
    assert response.status_code == 200
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("place", places(b""))
@pytest.mark.parametrize(
    "content",
    [phone_photo((1200, 900)), encoded(picture(), "HEIF"), encoded(picture(), "AVIF")],
    ids=["jpeg", "heic", "avif"],
)
def test_a_photo_comes_in_clean(client, place, content):
    client.post(reverse(place), places(content)[place], headers=AJAX)
    photo = Photo.objects.get()
    with photo.open_file() as file, Image.open(file) as image:
        assert image.format == "JPEG"
        assert dict(image.getexif()) == {}
        assert (photo.width, photo.height) == image.size


def test_another_file_for_a_photo_passes_the_intake_too(client):
    photo = Photo.objects.create(title="Vitrine", file=upload(phone_photo((60, 40))))
    form = {"title": "Vitrine", "file": upload(HOSTILE["truncated"])}
    response = client.post(reverse("wagtailimages:edit", args=[photo.pk]), form)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"file"}


def test_the_words_of_a_photo_change_without_another_file(client):
    photo = Photo.objects.create(title="Vitrine", file=upload(phone_photo((60, 40))))
    form = {"title": "La devanture", "collection": photo.collection_id}
    client.post(reverse("wagtailimages:edit", args=[photo.pk]), form)
    photo.refresh_from_db()
    assert photo.title == "La devanture"


AJAX = {"x-requested-with": "XMLHttpRequest"}

"""The bytes of a photo as Facebook gets them."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model

from publishing.facebook.photo import UnreadablePhoto, photo_bytes
from tests.publishing.facebook.conftest import jpeg

pytestmark = pytest.mark.django_db

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def keep(data: bytes, name="photo.jpg"):
    """Keep `data` in the library as it is, whatever it holds."""
    return get_image_model().objects.create(
        title="Photo", file=ImageFile(BytesIO(data), name=name)
    )


def with_place(size=(300, 200), orientation=1) -> bytes:
    exif = Picture.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "A phone"
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 35.0, 0.0), 3: "E", 4: (7.0, 44.0, 0)})
    return jpeg(size, exif=exif.tobytes())


def test_place_and_camera_are_gone():
    assert Picture.open(BytesIO(with_place())).getexif().get_ifd(GPS)[1] == "N"
    data = photo_bytes(keep(with_place()))
    sent = Picture.open(BytesIO(data))
    assert dict(sent.getexif()) == {}
    assert b"Exif" not in data


def test_a_photo_taken_upright_stays_upright():
    sent = Picture.open(BytesIO(photo_bytes(keep(with_place(orientation=6)))))
    assert sent.size == (200, 300)


def test_a_big_photo_becomes_2048_pixels():
    sent = Picture.open(BytesIO(photo_bytes(keep(jpeg((4000, 1000))))))
    assert sent.size == (2048, 512)
    assert sent.format == "JPEG"


def test_a_small_photo_is_not_blown_up():
    assert Picture.open(BytesIO(photo_bytes(keep(jpeg())))).size == (60, 40)


def test_what_is_transparent_becomes_white():
    file = BytesIO()
    Picture.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    sent = Picture.open(BytesIO(photo_bytes(keep(file.getvalue(), "logo.png"))))
    assert sent.getpixel((5, 5)) == (255, 255, 255)


def test_what_weighs_too_much_loses_quality(monkeypatch):
    file = BytesIO()
    Picture.effect_noise((300, 300), 200).convert("RGB").save(file, "JPEG", quality=100)
    as_usual = photo_bytes(keep(file.getvalue()))
    monkeypatch.setattr("publishing.facebook.photo.MAX_BYTES", len(as_usual) - 1)
    assert len(photo_bytes(keep(file.getvalue()))) < len(as_usual)


def test_a_photo_whose_file_is_gone_is_named():
    photo = keep(jpeg())
    photo.file.storage.delete(photo.file.name)
    with pytest.raises(UnreadablePhoto):
        photo_bytes(photo)

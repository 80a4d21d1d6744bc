"""The bytes of a photo as Facebook gets them."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Picture
from PIL import ImageCms, ImageDraw
from wagtail.images import get_image_model

from publishing.facebook.photo import UnreadablePhoto, photo_bytes
from publishing.facebook.shape import Shape
from tests.publishing.facebook.conftest import jpeg

pytestmark = pytest.mark.django_db

WIDE = Shape.LANDSCAPE
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
    data = photo_bytes(keep(with_place()), WIDE)
    sent = Picture.open(BytesIO(data))
    assert dict(sent.getexif()) == {}
    assert b"Exif" not in data


def test_a_photo_taken_upright_stays_upright():
    photo = keep(with_place((500, 400), orientation=6))
    sent = Picture.open(BytesIO(photo_bytes(photo, Shape.PORTRAIT)))
    assert sent.size == (400, 500)


def test_a_big_photo_becomes_2048_pixels():
    sent = Picture.open(BytesIO(photo_bytes(keep(jpeg((4000, 3000))), WIDE)))
    assert sent.size == (2048, 1072)
    assert sent.format == "JPEG"


def test_a_small_photo_is_not_blown_up():
    assert Picture.open(BytesIO(photo_bytes(keep(jpeg()), WIDE))).size == (60, 32)


def test_what_is_transparent_becomes_white():
    file = BytesIO()
    Picture.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    sent = Picture.open(BytesIO(photo_bytes(keep(file.getvalue(), "logo.png"), WIDE)))
    assert sent.getpixel((5, 5)) == (255, 255, 255)


def test_what_weighs_too_much_loses_quality(monkeypatch):
    file = BytesIO()
    Picture.effect_noise((300, 300), 200).convert("RGB").save(file, "JPEG", quality=100)
    as_usual = photo_bytes(keep(file.getvalue()), WIDE)
    monkeypatch.setattr("publishing.facebook.photo.MAX_BYTES", len(as_usual) - 1)
    assert len(photo_bytes(keep(file.getvalue()), WIDE)) < len(as_usual)


def test_a_photo_whose_file_is_gone_is_named():
    photo = keep(jpeg())
    photo.file.storage.delete(photo.file.name)
    with pytest.raises(UnreadablePhoto):
        photo_bytes(photo, WIDE)


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        (Shape.LANDSCAPE, (1200, 630)),
        (Shape.SQUARE, (1200, 1200)),
        (Shape.PORTRAIT, (960, 1200)),
    ],
)
def test_each_shape_has_its_proportions(shape, size):
    sent = Picture.open(BytesIO(photo_bytes(keep(jpeg((1200, 1200))), shape)))
    assert sent.size == size


def test_the_crop_keeps_what_matters():
    picture = Picture.new("RGB", (900, 300), "white")
    ImageDraw.Draw(picture).rectangle((820, 120, 880, 180), fill="red")
    file = BytesIO()
    picture.save(file, "PNG")
    photo = keep(file.getvalue(), "shop.png")
    photo.focal_point_x, photo.focal_point_y = 850, 150
    photo.focal_point_width = photo.focal_point_height = 60
    sent = Picture.open(BytesIO(photo_bytes(photo, Shape.SQUARE)))
    assert sent.size == (300, 300)
    assert sent.getpixel((250, 150))[1] < 40


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((1600, 900), Shape.LANDSCAPE),
        ((1080, 1000), Shape.SQUARE),
        ((900, 1600), Shape.PORTRAIT),
    ],
)
def test_the_nearest_shape_takes_least_away(size, shape):
    photo = get_image_model()(width=size[0], height=size[1])
    assert Shape.nearest(photo) == shape


def saved(picture: Picture.Image, encoding: str, **options):
    file = BytesIO()
    picture.save(file, encoding, **options)
    return keep(file.getvalue(), f"photo.{encoding.lower()}")


def colour(photo):
    """Return mode, profile and middle of what is sent."""
    sent = Picture.open(BytesIO(photo_bytes(photo, Shape.SQUARE)))
    return sent.mode, "icc_profile" in sent.info, sent.getpixel((20, 20))


def near(found, wanted):
    return all(abs(a - b) <= 6 for a, b in zip(found, wanted, strict=True))


def test_colours_of_another_profile_are_converted_and_the_profile_is_dropped():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    picture = Picture.new("LAB", (40, 40), (136, 208, 195))  # red, in Lab
    photo = saved(picture, "TIFF", icc_profile=lab)
    mode, profile, middle = colour(photo)
    assert (mode, profile) == ("RGB", False)
    assert near(middle, (250, 3, 11))


def test_sixteen_bits_of_grey_become_eight():
    photo = saved(Picture.new("I;16", (40, 40), 128 * 256), "PNG")
    mode, _profile, middle = colour(photo)
    assert mode == "RGB"
    assert near(middle, (128, 128, 128))


def test_print_colours_become_screen_colours():
    photo = saved(Picture.new("CMYK", (40, 40), (0, 255, 255, 0)), "JPEG")
    mode, _profile, middle = colour(photo)
    assert mode == "RGB"
    assert near(middle, (254, 0, 0))


def test_a_damaged_profile_costs_nothing_but_itself():
    photo = saved(Picture.new("RGB", (40, 40), (10, 120, 60)), "JPEG", icc_profile=b"?")
    assert colour(photo)[:2] == ("RGB", False)

"""The intake: what comes out is a picture and nothing else."""

import io
import resource

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from cityhub.photos.intake import take_in
from tests.pictures import encoded, phone_photo, picture, png_that_claims, upload


def taken(content: bytes, name: str = "photo.jpg") -> Image.Image:
    return Image.open(io.BytesIO(take_in(upload(content, name)).read()))


def sentence(content: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(ValidationError) as refusal:
        take_in(upload(content, name))
    return refusal.value.code


def test_a_phone_photo_comes_out_upright_and_without_its_place():
    content = phone_photo(orientation=6)
    assert b"Telephone" in content
    photo = taken(content)
    assert photo.size == (3000, 4000)
    assert photo.format == "JPEG"
    assert dict(photo.getexif()) == {}
    assert set(photo.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density",
                               "progressive", "progression"}  # fmt: skip
    dark, bright = photo.getpixel((2900, 100)), photo.getpixel((100, 3900))
    assert dark[0] < 60
    assert bright[0] > 150


@pytest.mark.parametrize("word", [b"GPS", b"Telephone", b"chez Lea", b"Exif", b"xmp"])
def test_no_byte_of_what_the_phone_noted_is_left(word):
    assert word not in take_in(upload(phone_photo((800, 600)))).read()


@pytest.mark.parametrize(
    ("encoding", "ending"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic"),
     ("AVIF", "avif")],
)  # fmt: skip
def test_every_format_of_phones_and_screens_becomes_a_jpeg(encoding, ending):
    photo = taken(encoded(picture(), encoding), f"photo.{ending}")
    assert (photo.format, photo.size, photo.mode) == ("JPEG", (640, 480), "RGB")


@pytest.mark.parametrize("encoding", ["HEIF", "AVIF", "WEBP"])
def test_no_format_keeps_the_place(encoding):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N"})
    exif[0x010F] = "Telephone"
    content = encoded(picture(), encoding, exif=exif.tobytes())
    assert dict(taken(content).getexif()) == {}


@pytest.mark.parametrize("encoding", ["HEIF", "AVIF"])
def test_orientation_is_kept_in_every_format(encoding):
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = taken(encoded(picture((640, 480)), encoding, exif=exif.tobytes()))
    assert photo.size == (480, 640)


def test_a_photo_larger_than_the_pages_need_is_made_smaller():
    assert taken(phone_photo((8000, 6000), 1)).size == (4000, 3000)
    assert taken(phone_photo((5000, 4000), 1)).size == (4096, 3277)


def test_a_logo_with_transparent_parts_keeps_them():
    logo = picture(mode="RGBA")
    logo.putpixel((600, 400), (0, 0, 0, 0))
    photo = taken(encoded(logo, "PNG"), "logo.png")
    assert (photo.format, photo.mode) == ("WEBP", "RGBA")
    assert photo.getpixel((600, 400))[3] < 255


def test_a_png_without_transparent_parts_becomes_a_jpeg():
    assert taken(encoded(picture(mode="RGBA"), "PNG"), "p.png").format == "JPEG"


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_a_jpeg_or_png_of_any_colour_model_becomes_rgb(mode):
    encoding = "PNG" if mode == "1" else "JPEG"
    assert taken(encoded(picture(mode=mode), encoding)).mode == "RGB"


def test_a_png_with_a_palette_and_one_of_sixteen_bits_become_rgb():
    assert taken(encoded(picture().convert("P"), "PNG")).mode == "RGB"
    grey = Image.new("I;16", (10, 10), 40_000)
    assert abs(taken(encoded(grey, "PNG")).getpixel((5, 5))[0] - 156) < 3


def test_a_colour_profile_is_applied_and_left_out():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = encoded(picture(), "JPEG", icc_profile=profile)
    assert "icc_profile" not in taken(broken).info
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = taken(encoded(picture(), "JPEG", icc_profile=srgb, quality=95))
    assert "icc_profile" not in photo.info
    assert all(
        abs(a - b) < 6
        for a, b in zip(photo.getpixel((600, 400)), (184, 58, 38), strict=True)
    )


def test_a_jpeg_with_a_second_picture_behind_it_is_its_first():
    two = io.BytesIO()
    picture().save(two, "MPO", save_all=True, append_images=[picture((64, 64))])
    assert taken(two.getvalue()).size == (640, 480)


def test_what_hides_behind_the_end_of_a_photo_is_gone():
    content = encoded(picture(), "JPEG") + b"<script>alert(1)</script>PK\x03\x04"
    clean = take_in(upload(content)).read()
    assert b"<script>" not in clean
    assert b"PK\x03\x04" not in clean


def test_the_content_decides_and_not_the_name():
    photo = take_in(upload(encoded(picture(), "PNG"), "Ma vitrine !.JPG.exe"))
    assert photo.name == "ma-vitrine-jpg.jpg"
    assert photo.content_type == "image/jpeg"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_photo"),
        (b"<!doctype html><script>alert(1)</script>", "not_a_photo"),
        (b"%PDF-1.7", "not_a_photo"),
        (b"GIF89a" + b"\0" * 100, "not_a_photo"),
        (b"\xff\xd8\xff\xe0", "not_a_photo"),
        (b"\x89PNG\r\n\x1a\n", "not_a_photo"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "unreadable"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "not_a_photo"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "not_a_photo"),
        (b"\0" * 4000, "not_a_photo"),
        (encoded(picture(), "GIF"), "not_a_photo"),
        (encoded(picture(), "TIFF"), "not_a_photo"),
        (encoded(picture(), "BMP"), "not_a_photo"),
        (png_that_claims(65_000, 65_000), "too_many_pixels"),
        (png_that_claims(9_000, 9_000), "too_many_pixels"),
        (png_that_claims(100, 100), "unreadable"),
        (png_that_claims(0, 100), "not_a_photo"),
        (encoded(picture(), "JPEG")[:3000], "unreadable"),
        (encoded(picture(), "PNG")[:600], "unreadable"),
        (encoded(picture(), "WEBP")[:300], "unreadable"),
        (encoded(picture(), "AVIF")[:400], "unreadable"),
        (encoded(picture(), "HEIF")[:700], "unreadable"),
    ],
    ids=lambda value: value[:12].hex() if isinstance(value, bytes) else value,
)
def test_what_is_no_photo_gets_a_sentence(content, code):
    assert sentence(content) == code


@pytest.mark.parametrize("encoding", ["PNG", "WEBP", "AVIF"])
def test_a_picture_that_moves_gets_a_sentence(encoding):
    frames = [picture((64, 64), colour=(n * 60, 0, 0)) for n in range(4)]
    content = encoded(frames[0], encoding, save_all=True, append_images=frames[1:])
    assert sentence(content) == "moves"


def test_a_file_of_forty_megabytes_gets_a_sentence_with_both_weights():
    with pytest.raises(ValidationError) as refusal:
        take_in(upload(b"\xff\xd8\xff" + b"\0" * 40 * 1024 * 1024))
    assert refusal.value.code == "too_heavy"
    assert len(refusal.value.params) == 2


def test_a_bomb_costs_no_memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sentence(png_that_claims(60_000, 60_000))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 50_000  # kilobytes

"""The bytes of a photo as they are sent to Facebook.

What leaves is a JPEG in sRGB, cropped around what matters in it, that tells
nothing but what it shows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image as Picture
from PIL import ImageCms, ImageOps
from wagtail.images.models import AbstractImage, Filter

from publishing.facebook.shape import Shape

#: Facebook takes up to 10 MB, but its message for bad photos speaks of 4 MB.
MAX_BYTES = 4 * 1024 * 1024
QUALITIES = (88, 80, 70, 55)
SRGB = ImageCms.createProfile("sRGB")
WHITE = (255, 255, 255)


class UnreadablePhoto(Exception):
    """The photo's file is gone or broken."""


def photo_bytes(image: AbstractImage, shape: Shape) -> bytes:
    """Return `image` in `shape`, as an upright JPEG of at most 4 MB.

    Raises UnreadablePhoto.
    """
    with _opened(image) as opened:
        picture = in_srgb(_cropped(opened, image, shape))
    picture.info.clear()  # place, camera, comments, colour profile
    for quality in QUALITIES:
        jpeg = BytesIO()
        picture.save(jpeg, "JPEG", quality=quality, optimize=True)
        if jpeg.tell() <= MAX_BYTES:
            break
    return jpeg.getvalue()


def in_srgb(picture: Picture.Image) -> Picture.Image:
    """Return `picture` in eight bits of sRGB, on white where it is see-through."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.has_transparency_data:
        see_through = picture.convert("RGBA")
        picture = Picture.new("RGB", picture.size, WHITE)
        picture.paste(see_through, mask=see_through.getchannel("A"))
    if profile and picture.mode in ("RGB", "CMYK", "L", "LAB"):
        picture = _converted(picture, profile)
    return picture.convert("RGB")


@contextmanager
def _opened(image: AbstractImage) -> Iterator[Picture.Image]:
    """Open the original; whatever a decoder raises becomes UnreadablePhoto."""
    try:
        with image.open_file() as file, Picture.open(file) as opened:
            yield opened
    except (OSError, SyntaxError, ValueError, Picture.DecompressionBombError) as error:
        raise UnreadablePhoto(image.pk) from error


def _cropped(
    opened: Picture.Image, image: AbstractImage, shape: Shape
) -> Picture.Image:
    """Return what Wagtail shows of the photo in that shape, around its focal point."""
    upright = ImageOps.exif_transpose(opened)
    transform = Filter(shape.spec).get_transform(image, upright.size)
    rect = transform.get_rect().round()
    return upright.resize(transform.size, Picture.Resampling.LANCZOS, box=tuple(rect))


def _converted(picture: Picture.Image, profile: bytes) -> Picture.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture  # the profile is damaged; the picture isn't
    return converted or picture

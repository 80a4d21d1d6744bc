"""The bytes of a photo as they are sent to Facebook."""

from io import BytesIO

from PIL import Image as Picture
from wagtail.images.models import AbstractImage

#: Facebook takes up to 10 MB, but its message for bad photos speaks of 4 MB.
MAX_BYTES = 4 * 1024 * 1024
#: Facebook shows no more than 2,048 pixels.
SIZE = "max-2048x2048|bgcolor-ffffff|format-jpeg|jpegquality-92"
QUALITIES = (88, 80, 70, 55)


class UnreadablePhoto(Exception):
    """The photo's file is gone or broken."""


def photo_bytes(image: AbstractImage) -> bytes:
    """Return `image` as an upright JPEG that tells nothing but what it shows.

    Wagtail's rendition keeps EXIF, with place and camera; so it is written again.
    Raises UnreadablePhoto.
    """
    try:
        rendition = image.get_rendition(SIZE)
        with rendition.file.open("rb") as file, Picture.open(file) as shown:
            picture = shown.convert("RGB")
            profile = shown.info.get("icc_profile")
    except (OSError, Picture.DecompressionBombError) as error:
        raise UnreadablePhoto(image.pk) from error
    for quality in QUALITIES:
        jpeg = BytesIO()
        picture.info.clear()
        picture.save(jpeg, "JPEG", quality=quality, optimize=True, icc_profile=profile)
        if jpeg.tell() <= MAX_BYTES:
            break
    return jpeg.getvalue()

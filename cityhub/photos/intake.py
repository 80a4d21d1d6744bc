"""Photos come in here: looked at before they are decoded, then encoded anew.

What leaves is a picture and nothing else: upright, in sRGB, of a size that the
pages need, without place, device, comment or anything hidden behind its end.
What can't be taken in is refused with a sentence for the person who sent it.
"""

import io
import logging
import struct
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageCms, ImageOps
from willow.plugins import pillow  # noqa: F401 (registers the decoder of HEIC, once)

logger = logging.getLogger(__name__)

EMPTY = gettext_lazy("This file is empty. Choose the photo again.")

ACCEPTED = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")  # Pillow's names
#: MPO is a JPEG with a second picture behind it (depth, high dynamic range), as
#: many phones write it; the first one is the photo.
DECODED_SMALLER = ("JPEG", "MPO")
MAY_MOVE = ("PNG", "WEBP", "AVIF")
LONGEST_SIDE = 4096
ENOUGH = 3000  # shorter side at which a JPEG need not be decoded in full
QUALITY = 88
SRGB = ImageCms.createProfile("sRGB")


def take_in(upload: UploadedFile) -> SimpleUploadedFile:
    """Return `upload` as a clean JPEG, or WebP where it has transparent parts.

    Raises ValidationError with a sentence for people when it will not do.
    """
    _check_weight(upload)
    try:
        return _encode(_decode(upload), Path(upload.name or "").stem)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except ValidationError:
        raise
    except Exception as error:  # decoders raise whatever they like
        logger.info("A photo could not be read: %r", error)
        raise ValidationError(
            _(
                "This photo can’t be read; the file may be damaged. "
                "Choose another one or take it again."
            ),
            code="unreadable",
        ) from error


def _check_weight(upload: UploadedFile) -> None:
    heaviest = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not upload.size:
        raise ValidationError(EMPTY, code="empty")
    if upload.size > heaviest:
        raise ValidationError(
            _("This photo weighs %(size)s; at most %(most)s can be taken in."),
            code="too_heavy",
            params={
                "size": filesizeformat(upload.size),
                "most": filesizeformat(heaviest),
            },
        )


def _decode(upload: UploadedFile) -> Image.Image:
    """Return the picture, upright, in sRGB and of a reasonable size."""
    upload.seek(0)
    try:
        image: Image.Image = Image.open(upload, formats=ACCEPTED)
    except Image.UnidentifiedImageError:
        raise ValidationError(
            _(
                "This is not a photo we can read. Choose a JPEG, PNG, WebP, HEIC or AVIF."
            ),
            code="not_a_photo",
        ) from None
    _check_header(image)
    profile = image.info.get("icc_profile")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    # A giant JPEG is decoded at a half or a quarter: a tenth of the memory.
    image.draft(None, (ENOUGH, ENOUGH))  # type: ignore[attr-defined]
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _in_srgb(_upright(image), profile)


def _check_header(image: Image.Image) -> None:
    """Refuse what is too large or moves, before a single pixel is decoded."""
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if image.format not in DECODED_SMALLER:
        most //= 2  # decoded in full, where a JPEG is decoded smaller
    if image.width * image.height > most:
        raise _too_many_pixels()
    if image.format in MAY_MOVE and getattr(image, "is_animated", False):
        raise ValidationError(
            _("This picture moves. Choose a photo that stands still."), code="moves"
        )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This photo has too many pixels. Choose a smaller size in your camera."),
        code="too_many_pixels",
    )


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        return image  # what the camera noted is damaged; the picture isn't


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return `image` as RGB or, where parts are transparent, as RGBA."""
    if image.mode.startswith("I"):  # sixteen bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    see_through = image.has_transparency_data
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                SRGB,
                outputMode="RGBA" if image.mode == "RGBA" else "RGB",
            )
            image = converted or image
        except (ImageCms.PyCMSError, OSError):
            logger.info("A photo's colour profile could not be read; left out")
    if see_through:
        image = image.convert("RGBA")
        if image.getchannel("A").getextrema() != (255, 255):
            return image
    return image.convert("RGB")


def _encode(image: Image.Image, stem: str) -> SimpleUploadedFile:
    image.info.clear()  # place, device, comments: nothing of it goes on
    encoding, extension = ("WEBP", "webp") if image.mode == "RGBA" else ("JPEG", "jpg")
    buffer = io.BytesIO()
    image.save(buffer, encoding, quality=QUALITY, **_options(encoding))
    return SimpleUploadedFile(
        f"{slugify(stem)[:60] or 'photo'}.{extension}",
        buffer.getvalue(),
        f"image/{encoding.lower()}",
    )


def _options(encoding: str) -> dict[str, object]:
    if encoding == "JPEG":
        return {"optimize": True, "progressive": True}
    return {"method": 4}

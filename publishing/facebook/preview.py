"""The post as people will see it on a phone, drawn before anything is sent."""

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.images import get_image_model

from publishing.contract import Announcement
from publishing.facebook.composition import Composition
from publishing.facebook.firstwords import warnings
from publishing.facebook.shape import Shape

WIDTH = 1080


def sample_link() -> str:
    """Return what the short link looks like while there is none yet."""
    return f"{settings.CITYHUB_BASE_URL}/p/…"


def draw(
    composed: Composition, announcement: Announcement, page_name: str
) -> SafeString:
    """Return `composed` as HTML, with a word where its beginning says nothing."""
    return render_to_string(
        "facebook/preview.html",
        {
            "page_name": page_name,
            "item": announcement,
            "post": composed,
            "photos": _photos(composed),
            "card_picture": _card_picture(composed, announcement),
            "domain": urlsplit(settings.CITYHUB_BASE_URL).hostname,
            "warnings": warnings(composed.message, announcement),
        },
    )


def _photos(composed: Composition) -> list[dict[str, object]]:
    return [
        _shown(photo.image, photo.shape, photo.alt_text) for photo in composed.photos
    ]


def _card_picture(
    composed: Composition, announcement: Announcement
) -> dict[str, object] | None:
    if not (composed.card and announcement.image_id):
        return None
    image = get_image_model().objects.filter(pk=announcement.image_id).first()
    return image and _shown(image, Shape.LANDSCAPE, "")


def _shown(image, shape: Shape, alt_text: str) -> dict[str, object]:
    width, height = shape.size
    spec = f"fill-{WIDTH}x{WIDTH * height // width}|format-jpeg"
    rendition = image.get_rendition(spec)
    return {
        "url": rendition.url,
        "width": rendition.width,
        "height": rendition.height,
        "alt": alt_text,
    }

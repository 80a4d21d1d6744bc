"""Show a post's text as Facebook does: links, hashtags, "see more"."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django import template
from django.utils.html import conditional_escape, urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: Where Facebook crops a post on a phone.
CROP_CHARACTERS = 480
CROP_LINES = 5
#: How many photos Facebook shows of a post before "+3".
GRID = 5
HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d]\w*)")


@register.filter
def as_post(text: str) -> SafeString:
    """Return `text` escaped, its links and hashtags marked, its lines kept."""
    linked = urlize(conditional_escape(text), nofollow=True)
    marked = HASHTAG.sub(r'<span class="hashtag">#\1</span>', linked)
    return mark_safe(marked.replace("\n", "<br>"))  # noqa: S308 - escaped above


@register.inclusion_tag("facebook/post_text.html")
def cropped_post(text: str, language: str = "") -> dict[str, str]:
    """Show the beginning of `text`, and the rest behind "See more"."""
    head, tail = crop(text)
    return {"head": head, "tail": tail, "language": language}


@register.inclusion_tag("facebook/photo_grid.html")
def photo_grid(
    photos: Sequence[Mapping[str, object]], lazy: bool = False
) -> dict[str, object]:
    """Show photos (url, width, height, alt) as Facebook lays them out."""
    shown = photos[:GRID]
    return {"shown": shown, "more": len(photos) - len(shown), "lazy": lazy}


def crop(text: str) -> tuple[str, str]:
    """Return what Facebook shows of `text` on a phone, and the rest ("" if none)."""
    lines = text.split("\n")
    head = "\n".join(lines[:CROP_LINES])
    if len(head) > CROP_CHARACTERS:
        head = head[:CROP_CHARACTERS].rsplit(None, 1)[0]
    return head.rstrip(), text[len(head) :].lstrip()


@register.filter
def initial(name: str) -> str:
    """Return the first letter of `name`, for a Page without a picture."""
    return name[:1].upper() or "·"


@register.filter
def domain(address: str) -> str:
    """Return the host that the preview of a link names."""
    return urlsplit(address).hostname or ""

"""Finding our mark, the short link or a photo of ours, in what Facebook gives back."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

MARK = re.compile(r"/p/([0-9a-z]{10,12})(?![\w-])")


def carries(post: Mapping[str, Any], short_link: str) -> bool:
    """Whether `post` (message and attachments) holds `short_link` as a whole.

    Facebook rewrites links: the host may be shown without its scheme, an
    attachment's address may stand inside l.facebook.com/l.php?u=…, and anything
    may follow after "?". So the path decides, up to its end.
    """
    path = urlsplit(short_link).path
    mark = re.compile(rf"{re.escape(path)}(?![\w-])")
    return any(mark.search(unquote(text)) for text in texts(post))


def last_in(text: str) -> str:
    """Return the mark that stands last in `text`, "" for none.

    A post's text ends with its own link; one that it quotes stands before.
    """
    marks = MARK.findall(unquote(text))
    return marks[-1] if marks else ""


def photo_numbers(post: Mapping[str, Any]) -> list[str]:
    """Return the numbers of the photos that `post` shows."""
    shown: list[Mapping[str, Any]] = []
    for attachment in post.get("attachments", {}).get("data", []):
        inside = attachment.get("subattachments", {}).get("data", [])
        shown += inside or [attachment]
    numbers = (each.get("target", {}).get("id") for each in shown)
    return [number for number in numbers if number]


def texts(post: Mapping[str, Any]) -> list[str]:
    """Return every text of `post` that may hold a link."""
    found = [post.get("message", "")]
    for attachment in post.get("attachments", {}).get("data", []):
        target = attachment.get("target", {})
        found += [
            attachment.get("url", ""),
            attachment.get("unshimmed_url", ""),
            target.get("url", ""),
        ]
    return found

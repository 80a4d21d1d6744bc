"""Finding our mark, the short link, in what Facebook gives back."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit


def carries(post: Mapping[str, Any], short_link: str) -> bool:
    """Whether `post` (message and attachments) holds `short_link` as a whole.

    Facebook rewrites links: the host may be shown without its scheme, an
    attachment's address may stand inside l.facebook.com/l.php?u=…, and anything
    may follow after "?". So the path decides, up to its end.
    """
    path = urlsplit(short_link).path
    mark = re.compile(rf"{re.escape(path)}(?![\w-])")
    return any(mark.search(unquote(text)) for text in _texts(post))


def _texts(post: Mapping[str, Any]) -> list[str]:
    texts = [post.get("message", "")]
    for attachment in post.get("attachments", {}).get("data", []):
        target = attachment.get("target", {})
        texts += [
            attachment.get("url", ""),
            attachment.get("unshimmed_url", ""),
            target.get("url", ""),
        ]
    return texts

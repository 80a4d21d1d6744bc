"""Finding a post by what a person sees of it: its address, or the Page's last posts."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from publishing.facebook.errors import is_gone
from publishing.facebook.graph import GraphError, PageGraph
from publishing.transport import Sight

SHOWN = "id,message,created_time,permalink_url,application{id}"
#: How far back people are shown posts, and how far an opaque address is looked up.
LAST_POSTS, LOOKED_UP = 10, 100
NUMBER = re.compile(r"\d+")
FULL_NUMBER = re.compile(r"\d+_\d+")


def last_posts(graph: PageGraph, page: str) -> list[Sight]:
    """Return the Page's last posts, newest first."""
    posts = graph.get_connections(
        page, "published_posts", fields=SHOWN, limit=LAST_POSTS
    )
    return [_sight(post) for post in posts["data"]]


def post_at(graph: PageGraph, page: str, address: str) -> Sight | None:
    """Return the Page's post at `address`, as people copy it from their browser.

    Facebook writes a post's address in many ways. Where it holds the post's
    number that is read; else (pfbid…) it is compared with those of the last posts.
    https://developers.facebook.com/docs/graph-api/reference/post
    """
    for number in _numbers(address, page):
        try:
            return _sight(graph.get_object(number, fields=SHOWN))
        except GraphError as error:
            if not is_gone(error):
                raise
    wanted = _bare(address)
    posts = graph.get_connections(
        page, "published_posts", fields=SHOWN, limit=LOOKED_UP
    )
    found = (post for post in posts["data"] if _bare(post["permalink_url"]) == wanted)
    return next(map(_sight, found), None)


def _numbers(address: str, page: str) -> list[str]:
    """Return the post's possible full numbers that stand in `address`."""
    parts = urlsplit(address.strip())
    if full := FULL_NUMBER.search(parts.path):
        return [full[0]] if full[0].startswith(f"{page}_") else []
    query = parse_qs(parts.query)
    last = [part for part in parts.path.split("/") if part][-1:]
    candidates = [*query.get("story_fbid", []), *query.get("fbid", []), *last]
    return [f"{page}_{each}" for each in candidates if NUMBER.fullmatch(each)]


def _bare(address: str) -> tuple[str, str]:
    parts = urlsplit(address.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    return host, parts.path.rstrip("/")


def _sight(post: Mapping[str, Any]) -> Sight:
    return Sight(
        remote_id=post["id"],
        url=post.get("permalink_url") or f"https://www.facebook.com/{post['id']}",
        text=post.get("message", ""),
        published_at=datetime.fromisoformat(post["created_time"]),
        ours=settings.FACEBOOK_APP_ID in ("", post.get("application", {}).get("id")),
    )


def is_ours(post: Mapping[str, Any]) -> bool:
    """Whether our application may have made `post`; somebody may have copied the link."""
    maker = post.get("application", {}).get("id")
    return maker in (None, settings.FACEBOOK_APP_ID) or not settings.FACEBOOK_APP_ID

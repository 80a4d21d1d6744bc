"""What happened to a Page's posts, read from a call of Facebook or from a listing.

https://developers.facebook.com/docs/graph-api/webhooks/reference/page
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings

from publishing.facebook import mark
from publishing.facebook.models import PageUpdate
from publishing.models import Channel

Verb = PageUpdate.Verb

#: What people do below a post is not ours to keep.
NOT_POSTS = {"comment", "reaction", "like"}
VERBS = {
    "add": Verb.ADD,
    "edited": Verb.EDIT,
    "edit": Verb.EDIT,
    "update": Verb.EDIT,
    "remove": Verb.REMOVE,
    "delete": Verb.REMOVE,
}


class Malformed(Exception):
    """Facebook does not speak like that."""


def read_call(body: bytes) -> list[tuple[str, Mapping[str, Any]]]:
    """Return what a call tells: the Page's number and the value, change by change.

    Raises Malformed. Changes that don't concern posts are left out.
    """
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    entries = _get(call, "entry", list)
    if call.get("object") != "page":
        raise Malformed("not about a Page")
    told_of = []
    for entry in entries:
        page_id = _get(entry, "id", str)
        for change in _get(entry, "changes", list, default=[]):
            told_of += [(page_id, value) for value in _post_of(change)]
    return told_of


def told(channel: Channel, value: Mapping[str, Any]) -> Iterator[PageUpdate]:
    """Yield the update that one `value` of a call tells; none for a visitor's post."""
    verb = VERBS.get(value["verb"])
    if verb is None or not value.get("published", 1):
        return
    author = _get(value, "from", dict, default={})
    if verb != Verb.REMOVE and _get(author, "id", str, default="") not in (
        "",
        channel.remote_id,
    ):
        return
    yield _update(
        channel,
        verb,
        value["post_id"],
        message=_text(value, "message"),
        link=_text(value, "link"),
        permalink=_text(_get(value, "post", dict, default={}), "permalink_url"),
        posted_at=_instant(value.get("created_time")),
    )


def listed(channel: Channel, posts: Iterable[Mapping[str, Any]]) -> list[PageUpdate]:
    """Return what a listing of the Page's posts tells, oldest first."""
    updates = []
    for post in reversed(list(posts)):
        of_post = {
            "message": post.get("message", ""),
            "link": " ".join(mark.texts(post)),
            "permalink": post.get("permalink_url", ""),
            "posted_at": datetime.fromisoformat(post["created_time"]),
        }
        updates.append(_update(channel, Verb.ADD, post["id"], **of_post))
        # Facebook also sets it when somebody comments; the words tell.
        if post.get("updated_time", post["created_time"]) != post["created_time"]:
            updates.append(_update(channel, Verb.EDIT, post["id"], **of_post))
    return updates


def removed(channel: Channel, remote_id: str) -> PageUpdate:
    """Return the update for a post that we found gone."""
    return _update(channel, Verb.REMOVE, remote_id)


def _update(
    channel: Channel,
    verb: Verb,
    remote_id: str,
    *,
    message: str = "",
    link: str = "",
    permalink: str = "",
    posted_at: datetime | None = None,
) -> PageUpdate:
    # A post is made once and removed once, but changed again and again. The
    # instant is left out: told and listed, it may differ by a second.
    words = message if verb == Verb.EDIT else ""
    digest = sha256(f"{channel.pk} feed {verb} {remote_id} {words}".encode())
    return PageUpdate(
        channel=channel,
        digest=digest.hexdigest(),
        verb=verb,
        remote_id=remote_id,
        message=message,
        permalink=permalink if _is_safe(permalink) else "",
        mark=mark.last_in(message) or mark.last_in(link),
        posted_at=posted_at,
    )


def _post_of(change: object) -> Iterator[Mapping[str, Any]]:
    """Yield the value of `change` if it concerns a post."""
    if _get(change, "field", str) != "feed":
        return
    value = _get(change, "value", dict)
    item, verb = _get(value, "item", str), _get(value, "verb", str)
    if item in NOT_POSTS or verb not in VERBS or "post_id" not in value:
        return
    post_id = _get(value, "post_id", str)
    if not post_id.replace("_", "").isalnum() or len(post_id) > 100:
        raise Malformed("post_id")
    yield value


def _get(holder: object, name: str, kind: type, **default: Any) -> Any:
    """Return what `holder` says under `name`, of the right kind, or raise Malformed."""
    if not isinstance(holder, dict):
        raise Malformed(f"no object around {name}")
    found = holder.get(name, default.get("default"))
    if not isinstance(found, kind):
        raise Malformed(name)
    return found


def _text(holder: Mapping[str, Any], name: str) -> str:
    """Return a text that a database can keep."""
    text = _get(holder, name, str, default="")
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a pair
        raise Malformed(name) from None
    if "\0" in text:
        raise Malformed(name)
    return text


def _instant(seconds: object) -> datetime | None:
    if seconds is None:
        return None
    if type(seconds) is not int:
        raise Malformed("created_time")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        raise Malformed("created_time") from None


def _is_safe(address: str) -> bool:
    ours = f"{settings.CITYHUB_BASE_URL}/"  # the sandbox's
    return address.startswith(("https://", ours)) and len(address) <= 500

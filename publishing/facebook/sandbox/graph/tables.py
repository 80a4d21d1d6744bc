"""How the sandbox's rows look as nodes of the graph: one table for each kind."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

from publishing.facebook.sandbox.graph.fields import Wanted
from publishing.facebook.sandbox.models import Comment, Photo, Post

Table = Mapping[str, Callable[[Any, Wanted], object]]


def instant(moment: datetime) -> str:
    """Return `moment` as Facebook writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S+0000")


def permalink(post: Post) -> str:
    """Return where residents see the post."""
    path = reverse("facebook_sandbox:post", args=[post.number])
    return f"{settings.CITYHUB_BASE_URL}{path}"


def absolute(path: str) -> str:
    """Return the absolute address of a path of this site."""
    return f"{settings.CITYHUB_BASE_URL}{path}" if path else ""


def attachments(post: Post) -> dict[str, object] | None:
    """Return what the post shows besides its text, None for nothing."""
    if post.link:
        # Facebook hands links out in its own wrapping.
        shim = f"https://l.facebook.com/l.php?u={quote(post.link, safe='')}&h=AT0"
        card = {
            "media_type": "link",
            "type": "share",
            "title": post.link_title,
            "description": post.link_description,
            "url": shim,
            "unshimmed_url": post.link,
            "target": {"url": shim},
        }
        if post.link_image:
            card["media"] = {"image": {"src": absolute(post.link_image)}}
        return {"data": [card]}
    pictures = [_picture(photo) for photo in post.photos.all()]
    if len(pictures) > 1:
        album = {"media_type": "album", "type": "album"}
        return {"data": [{**album, "subattachments": {"data": pictures}}]}
    return {"data": pictures} if pictures else None


def _picture(photo: Photo) -> dict[str, object]:
    address = absolute(photo.file.url)
    size = {"width": photo.width, "height": photo.height}
    return {
        "media_type": "photo",
        "type": "photo",
        "description": photo.alt_text,
        "media": {"image": {"src": address, **size}},
        "target": {"id": photo.number, "url": address},
        "url": address,
        "unshimmed_url": address,
    }


def _full_picture(post: Post, wanted: Wanted) -> str | None:
    photo = next(iter(post.photos.all()), None)
    return absolute(photo.file.url if photo else post.link_image) or None


def _summary(count: int, wanted: Wanted) -> dict[str, object]:
    counted = "summary" in wanted.modifiers
    return {"data": [], **({"summary": {"total_count": count}} if counted else {})}


def _comments(post: Post, wanted: Wanted) -> dict[str, object]:
    comments = list(post.comments.all())
    limit = int(wanted.modifiers.get("limit") or 25)
    shown = [_show_comment(comment) for comment in comments[:limit]]
    return {**_summary(len(comments), wanted), "data": shown}


def _show_comment(comment: Comment) -> dict[str, object]:
    return {name: show(comment, Wanted()) for name, show in COMMENT.items()}


def _writer(comment: Comment) -> dict[str, str]:
    """Return who wrote it; of people, Facebook tells an app no number."""
    page = comment.post.page
    number = {"id": page.number} if comment.name == page.name else {}
    return {**number, "name": comment.name}


PAGE: Table = {
    "id": lambda page, wanted: page.number,
    "name": lambda page, wanted: page.name,
    "about": lambda page, wanted: page.about or None,
    "link": lambda page, wanted: absolute(reverse("facebook_sandbox:page")),
    "followers_count": lambda page, wanted: page.followers_count,
    "fan_count": lambda page, wanted: page.followers_count,
    "has_transitioned_to_new_page_experience": lambda page, wanted: True,
}
POST: Table = {
    "id": lambda post, wanted: post.remote_id,
    "message": lambda post, wanted: post.message or None,
    "created_time": lambda post, wanted: instant(post.created_at),
    "updated_time": lambda post, wanted: instant(post.updated_at),
    "permalink_url": lambda post, wanted: permalink(post),
    "is_published": lambda post, wanted: post.is_published,
    "is_hidden": lambda post, wanted: False,
    "status_type": lambda post, wanted: (
        "added_photos" if post.photos.all() else "mobile_status_update"
    ),
    "from": lambda post, wanted: {"id": post.page.number, "name": post.page.name},
    "application": lambda post, wanted: (
        {"id": post.application} if post.application else None
    ),
    "attachments": lambda post, wanted: attachments(post),
    "full_picture": _full_picture,
    "comments": _comments,
    "reactions": lambda post, wanted: _summary(len(post.reactions.all()), wanted),
    "shares": lambda post, wanted: None,  # Facebook leaves it out when it is 0
}
PHOTO: Table = {
    "id": lambda photo, wanted: photo.number,
    "name": lambda photo, wanted: photo.caption or None,
    "alt_text": lambda photo, wanted: photo.alt_text or None,
    "created_time": lambda photo, wanted: instant(photo.created_at),
    "width": lambda photo, wanted: photo.width,
    "height": lambda photo, wanted: photo.height,
    "images": lambda photo, wanted: [
        {
            "source": absolute(photo.file.url),
            "width": photo.width,
            "height": photo.height,
        }
    ],
    "page_story_id": lambda photo, wanted: photo.post and photo.post.remote_id,
}
COMMENT: Table = {
    "id": lambda comment, wanted: comment.remote_id,
    "message": lambda comment, wanted: comment.message,
    "created_time": lambda comment, wanted: instant(comment.created_at),
    "from": lambda comment, wanted: _writer(comment),
}

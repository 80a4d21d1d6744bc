"""Posting, reading, editing and deleting: what a Page does on the graph.

https://developers.facebook.com/docs/graph-api/reference/page/feed
https://developers.facebook.com/docs/graph-api/reference/page/photos
"""

import json
import re
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image as Picture

from publishing.facebook.sandbox.calling import tell_of_comment, tell_of_post
from publishing.facebook.sandbox.card import read_card
from publishing.facebook.sandbox.graph.call import Call
from publishing.facebook.sandbox.graph.fields import show
from publishing.facebook.sandbox.graph.listing import listing
from publishing.facebook.sandbox.graph.refusal import Refusal, not_there
from publishing.facebook.sandbox.graph.tables import COMMENT, PHOTO, POST, attachments
from publishing.facebook.sandbox.models import Photo, Post, SandboxPage

READ, WRITE = "pages_read_engagement", "pages_manage_posts"
COMMENT_ON = "pages_manage_engagement"
MAX_PHOTO = 10 * 1024 * 1024
MAX_MESSAGE = 63_206
ATTACHED = re.compile(r"attached_media\[\d+\]")


def list_posts(call: Call, number: str) -> dict[str, object]:
    """Read the Page's published posts."""
    return _listed(call, call.as_page(number, READ).posts.filter(is_published=True))


def list_feed(call: Call, number: str) -> dict[str, object]:
    """Read everything on the Page, unpublished posts too."""
    return _listed(call, call.as_page(number, READ).posts.all())


def publish(call: Call, number: str) -> dict[str, object]:
    """Post on the Page, with photos that were uploaded before, or with a link."""
    page = call.as_page(number, WRITE)
    message, link = call.params.get("message", ""), call.params.get("link", "")
    photos = _attached(call, page)
    if not (message or link or photos):
        raise Refusal(100, "(#100) One of message, link or attached_media is needed")
    _check_message(page, message)
    post = Post(
        page=page,
        message=message,
        is_published=call.flag("published", default=True),
        application=settings.FACEBOOK_APP_ID,
    )
    if link and not photos:
        card = read_card(link)
        post.link, post.link_title = link, card.title
        post.link_description, post.link_image = card.description, card.image
    with transaction.atomic():
        post.save()
        Photo.objects.filter(pk__in=[photo.pk for photo in photos]).update(post=post)
    tell_of_post("add", post)
    return show(post, POST, call.fields)


def upload_photo(call: Call, number: str) -> dict[str, object]:
    """Take a photo's bytes; unless it stays unpublished, post it."""
    page = call.as_page(number, WRITE)
    file = call.file
    _check_picture(file)
    photo = Photo(
        page=page,
        file=file,
        caption=call.params.get("caption") or call.params.get("message", ""),
        alt_text=call.params.get("alt_text_custom", ""),
    )
    if not call.flag("published", default=True):
        photo.save()
        return {"id": photo.number}
    _check_message(page, photo.caption)
    photo.post = page.posts.create(
        message=photo.caption, application=settings.FACEBOOK_APP_ID
    )
    photo.save()
    tell_of_post("add", photo.post)
    return {"id": photo.number, "post_id": photo.post.remote_id}


def read(call: Call, object_id: str) -> dict[str, object]:
    """Read one post or photo."""
    photo = Photo.objects.filter(number=object_id, page=call.token.page).first()
    if photo:
        return show(photo, PHOTO, call.fields or {})
    return show(_post(call, object_id, READ), POST, call.fields)


def edit(call: Call, object_id: str) -> dict[str, object]:
    """Change the text of a post; a link can't be changed."""
    post = _own_post(call, object_id)
    if "message" in call.params:
        post.message = call.params["message"][:MAX_MESSAGE]
    post.is_published = call.flag("is_published", default=post.is_published)
    post.save()
    tell_of_post("edited", post)
    return {"success": True}


def delete(call: Call, object_id: str) -> dict[str, object]:
    """Delete a post with its photos."""
    post = _own_post(call, object_id)
    post.delete()
    tell_of_post("remove", post)
    return {"success": True}


def list_attachments(call: Call, object_id: str) -> dict[str, object]:
    """Read what a post shows besides its text."""
    return attachments(_post(call, object_id, READ)) or {"data": []}


def list_comments(call: Call, object_id: str) -> dict[str, object]:
    """Read what people wrote below a post."""
    post = _post(call, object_id, READ)
    comments = post.comments.select_related("post__page")
    return listing(call, comments, COMMENT, "id,message,created_time,from")


def comment(call: Call, object_id: str) -> dict[str, object]:
    """Write below a post, as the Page."""
    post = _post(call, object_id, COMMENT_ON)
    message = call.params.get("message", "")
    if not message:
        raise Refusal(100, "(#100) The parameter message is required")
    written = post.comments.create(name=post.page.name, message=message)
    tell_of_comment(written)
    return {"id": written.remote_id}


def _listed(call: Call, posts: QuerySet[Post]) -> dict[str, object]:
    related = ("photos", "comments__post__page", "reactions")
    return listing(call, posts.select_related("page").prefetch_related(*related), POST)


def _post(call: Call, object_id: str, scope: str) -> Post:
    number, _sep, post_number = object_id.partition("_")
    if not post_number:
        raise not_there(call.method, object_id)
    page = call.as_page(number, scope)
    post = page.posts.select_related("page").filter(number=post_number).first()
    if post is None:
        raise not_there(call.method, object_id)
    return post


def _own_post(call: Call, object_id: str) -> Post:
    """Return a post that our application made; no other may change it."""
    post = _post(call, object_id, WRITE)
    if post.application != settings.FACEBOOK_APP_ID:
        raise Refusal(200, "(#200) This post wasn't created by the application")
    return post


def _attached(call: Call, page: SandboxPage) -> list[Photo]:
    """Return the photos named in `attached_media`, as one list or key by key."""
    keys = sorted(key for key in call.params if ATTACHED.fullmatch(key))
    texts = [call.params[key] for key in keys]
    try:
        media: Any = [json.loads(text) for text in texts]
        media += json.loads(call.params.get("attached_media", "[]"))
        numbers = [str(medium["media_fbid"]) for medium in media]
    except (ValueError, TypeError, KeyError):
        raise Refusal(100, "(#100) Param attached_media must be an array") from None
    photos = list(page.photos.filter(number__in=numbers))
    if len(photos) != len(set(numbers)):
        raise Refusal(100, "(#100) Invalid parameter: no such photo in attached_media")
    if any(photo.post_id for photo in photos):
        message = "These photos were already posted."
        raise Refusal(100, message, subcode=1366051)
    return photos


def _check_message(page: SandboxPage, message: str) -> None:
    if len(message) > MAX_MESSAGE:
        raise Refusal(100, "(#100) The message is too long")
    last = page.posts.first()
    if message and last and last.message == message:
        raise Refusal(506, "(#506) Duplicate status message")


def _check_picture(file: UploadedFile) -> None:
    """Refuse what is too big or can't be decoded to the last pixel."""
    if (file.size or 0) > MAX_PHOTO:
        message = "(#324) Your photo should be less than 10 MB"
        raise Refusal(324, message, subcode=1366046)
    try:
        with Picture.open(file) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        raise Refusal(324, "(#324) Missing or invalid image file") from None
    file.seek(0)

"""Calling the application when something happens on a Page, as Facebook does.

https://developers.facebook.com/docs/graph-api/webhooks/reference/page
"""

import hashlib
import hmac
import json
import logging
import time
from collections.abc import Mapping
from threading import Thread

import requests
from django.conf import settings
from django.db import transaction

from publishing.facebook.sandbox.graph.tables import permalink
from publishing.facebook.sandbox.models import Callback, Comment, Post

logger = logging.getLogger(__name__)

PATIENCE = (1, 5)
THREAD = "sandbox webhook"


def tell_of_post(verb: str, post: Post) -> None:
    """Say that `post` was added, edited or removed."""
    shown: dict[str, object] = {}
    if verb != "remove":
        shown = {
            "message": post.message,
            "link": post.link,
            "published": int(post.is_published),
            "post": {"id": post.remote_id, "permalink_url": permalink(post)},
        }
    _tell(post, {"item": "status", "verb": verb, **shown})


def tell_of_comment(comment: Comment) -> None:
    """Say that somebody wrote below a post."""
    value = {
        "item": "comment",
        "verb": "add",
        "comment_id": comment.remote_id,
        "message": comment.message,
    }
    _tell(comment.post, value, author={"name": comment.name})


def _tell(post: Post, value: Mapping[str, object], author: object = None) -> None:
    """Call the application once the change is committed; what fails is lost."""
    page = post.page
    callback = Callback.objects.filter(application=settings.FACEBOOK_APP_ID).first()
    if callback is None or "feed" not in page.subscribed_fields:
        return
    value = {
        "from": author or {"id": page.number, "name": page.name},
        "post_id": post.remote_id,
        "created_time": int(post.created_at.timestamp()),
        **{name: said for name, said in value.items() if said != ""},
    }
    change = {"field": "feed", "value": value}
    entry = {"id": page.number, "time": int(time.time()), "changes": [change]}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()
    thread = Thread(
        target=_call, args=(callback.address, body), name=THREAD, daemon=True
    )
    transaction.on_commit(thread.start)


def _call(address: str, body: bytes) -> None:
    secret = settings.FACEBOOK_APP_SECRET.encode()
    signature = hmac.new(secret, body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Hub-Signature-256": f"sha256={signature}",
    }
    try:
        requests.post(address, body, headers=headers, timeout=PATIENCE)
    except requests.RequestException as error:
        logger.warning("The application was not reached: %s", type(error).__name__)

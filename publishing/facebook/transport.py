"""The Facebook Page behind the engine's port."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from publishing.contract import Announcement
from publishing.credentials import CredentialsLost
from publishing.facebook import health, mark
from publishing.facebook.errors import BAD_PHOTO, send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached, PageGraph
from publishing.facebook.models import ForeignPost, PageUpdate
from publishing.facebook.photo import UnreadablePhoto, photo_bytes
from publishing.facebook.sights import is_ours
from publishing.facebook.upkeep import PostUpkeep
from publishing.facebook.usage import rest_after
from publishing.facebook.wording import post_text
from publishing.models import Channel, Publication
from publishing.transport import (
    Finding,
    Outcome,
    Receipt,
    Rest,
    SendError,
    Sight,
)

logger = logging.getLogger(__name__)

#: Facebook's clock and ours may differ by this much: a clock of ours that was an
#: hour ahead when it noted the try must not hide the post from the look.
CLOCKS_DIFFER = timedelta(days=1)
#: What a post must tell to be recognised as ours.
RECOGNISED_BY = (
    "id,message,created_time,permalink_url,application{id},"
    "attachments{url,unshimmed_url,target}"
)
PREVIEW_SIZE = "max-1080x1080|format-jpeg"


class FacebookTransport(PostUpkeep):
    """Publishes on one Page: a photo with text, else a link with its preview."""

    def __init__(self, channel: Channel, graph: PageGraph | None = None) -> None:
        super().__init__(channel)
        if graph is not None:
            self.graph = graph

    @cached_property
    def graph(self) -> PageGraph:
        """Return the Graph API as this Page."""
        try:
            token = self.channel.credentials.get("access_token", "")
        except CredentialsLost:
            token = ""
        if not token:
            raise SendError(
                _("The Page is not connected. Please have it connected anew."),
                Outcome.CHANNEL_DOWN,
                detail="no token can be read",
            )
        return PageGraph(token)

    def wording(self, publication: Publication, announcement: Announcement) -> str:
        """Return the post's text."""
        return post_text(
            announcement,
            publication.short_link,
            words=publication.text,
            wave=publication.wave,
        )

    def publish(self, publication: Publication, announcement: Announcement) -> Receipt:
        """Post once: unpublished photo first, then the post that shows it.

        Only the second call shows anything, so trouble with the first leaves
        nothing behind that residents could see.
        """
        post: dict[str, object] = {"message": self.wording(publication, announcement)}
        photo = _photo(announcement)
        if photo is not None:
            photo_id = self._upload(photo, announcement.alt_text)
            post["attached_media"] = [{"media_fbid": photo_id}]
        elif announcement.url:
            post["link"] = publication.short_link
        with _verdicts(writing=True):
            answer = self.graph.request(
                f"{self.graph.version}/{self.channel.remote_id}/feed",
                args={"fields": "id,permalink_url"},
                post_args=post,
            )
            if "id" not in answer:
                raise NoClearAnswer("an answer without the post's number")
        return _receipt(answer)

    def find(self, publication: Publication, since: datetime) -> Receipt | None:
        """Return the oldest post since `since` that carries the mark."""
        found = [
            post
            for post in self._posts_since(since - CLOCKS_DIFFER)
            if mark.carries(post, publication.short_link) and is_ours(post)
        ]
        if len(found) > 1:
            logger.error("%s stands on the Page %d times", publication.pk, len(found))
        return _receipt(found[-1]) if found else None

    def was_told(self, publication: Publication) -> bool:
        """Whether a webhook or a listing showed us a post with the mark."""
        return PageUpdate.tells_of(publication)

    def other_posts(self, begin: datetime, end: datetime) -> list[Sight]:
        """Return what was posted by hand or by other programs, as we know it."""
        posts = ForeignPost.objects.standing().between(begin, end)
        return [
            Sight(
                remote_id=post.remote_id,
                url=post.permalink,
                text=post.excerpt,
                published_at=post.posted_at,
                ours=False,
            )
            for post in posts.filter(channel=self.channel)
        ]

    def count_fans(self) -> int:
        """Return how many people follow the Page."""
        with _verdicts(writing=False):
            page = self.graph.get_object(
                self.channel.remote_id, fields="followers_count"
            )
            if "followers_count" not in page:
                raise NoClearAnswer("an answer without followers_count")
        return page["followers_count"]

    def rest(self) -> Rest | None:
        """Return the pause that Facebook's counters of calls ask for."""
        graph = self.__dict__.get("graph")  # none was made without a call
        return rest_after(graph.headers) if graph else None

    def check(self) -> list[Finding]:
        """Look at the token, its permissions, reading back and the API's version."""
        return health.findings(self.graph, self.channel)

    def preview(self, announcement: Announcement) -> SafeString:
        """Return the post as it will look on a phone."""
        photo = _photo(announcement)
        link = f"{settings.CITYHUB_BASE_URL}/p/…"
        return render_to_string(
            "facebook/preview.html",
            {
                "page_name": self.channel.name,
                "item": announcement,
                "text": post_text(announcement, link),
                "photo": photo and photo.get_rendition(PREVIEW_SIZE),
                "domain": urlsplit(settings.CITYHUB_BASE_URL).hostname,
            },
        )

    def _upload(self, photo: AbstractImage, alt_text: str) -> str:
        """Send the photo's bytes, unpublished; return its number on Facebook."""
        try:
            jpeg = photo_bytes(photo)
        except UnreadablePhoto:
            raise SendError(
                BAD_PHOTO.sentence, BAD_PHOTO.outcome, detail="cannot be decoded"
            ) from None
        with _verdicts(writing=False):
            answer = self.graph.request(
                f"{self.graph.version}/{self.channel.remote_id}/photos",
                post_args={
                    "published": False,
                    "alt_text_custom": alt_text or photo.description or None,
                },
                files={"source": ("photo.jpg", jpeg, "image/jpeg")},
            )
            if "id" not in answer:
                raise NoClearAnswer("an answer without the photo's number")
        return answer["id"]

    def _posts_since(self, since: datetime) -> Iterator[Mapping[str, Any]]:
        """Yield the Page's posts, newest first, down to `since` (aware)."""
        with _verdicts(writing=False):
            posts = self.graph.get_all_connections(
                self.channel.remote_id,
                "published_posts",
                fields=RECOGNISED_BY,
                limit=100,
            )
            for post in posts:
                if datetime.fromisoformat(post["created_time"]) < since:
                    return
                yield post


@contextmanager
def _verdicts(*, writing: bool) -> Iterator[None]:
    """Turn what the client raises into the engine's one exception."""
    try:
        yield
    except (GraphError, NoClearAnswer, NotReached) as error:
        raise send_error(error, writing=writing) from None


def _photo(announcement: Announcement) -> AbstractImage | None:
    if announcement.image_id is None:
        return None
    return get_image_model().objects.filter(pk=announcement.image_id).first()


def _receipt(post: Mapping[str, Any]) -> Receipt:
    # https://www.facebook.com/{post-id} is the form that Facebook documents.
    url = post.get("permalink_url") or f"https://www.facebook.com/{post['id']}"
    return Receipt(remote_id=post["id"], url=url)

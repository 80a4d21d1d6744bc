"""The Facebook Page behind the engine's port."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing.contract import Announcement
from publishing.credentials import CredentialsLost
from publishing.facebook import health, mark
from publishing.facebook.composition import Composition, compose
from publishing.facebook.graph import GraphError, NoClearAnswer, PageGraph
from publishing.facebook.models import PageUpdate, PostSettings, Upload
from publishing.facebook.pictures import shown_pictures
from publishing.facebook.preview import draw, sample_link
from publishing.facebook.sights import is_ours
from publishing.facebook.taken import free_for
from publishing.facebook.upkeep import PostUpkeep
from publishing.facebook.uploads import upload
from publishing.facebook.usage import rest_after
from publishing.facebook.verdicts import verdicts
from publishing.models import Channel, Publication, Standstill
from publishing.transport import (
    Finding,
    Outcome,
    Receipt,
    Rest,
    SendError,
    Sentence,
    ShownPicture,
)

logger = logging.getLogger(__name__)

#: Facebook's clock and ours may differ by this much: a clock of ours that was an
#: hour ahead when it noted the try must not hide the post from the look.
CLOCKS_DIFFER = timedelta(days=1)
#: What a post must tell to be recognised as ours.
RECOGNISED_BY = (
    "id,message,created_time,permalink_url,application{id},"
    "attachments{url,unshimmed_url,target,subattachments{target}}"
)
PHOTOS = "media_type,target,subattachments{target}"
#: "These photos were already posted", as code or as subcode.
ALREADY_POSTED = 1366051
SCRAPES_PER_HOUR = 9


class FacebookTransport(PostUpkeep):
    """Publishes on one Page: photos with text, else a link with its preview."""

    _key: tuple[str, str, Announcement] | None = None
    _composition: Composition

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

    @cached_property
    def town(self) -> PostSettings:
        """Return what the town decided for all its posts."""
        return PostSettings.in_force()

    def wording(self, publication: Publication, announcement: Announcement) -> str:
        """Return the post's text."""
        return self._composed(publication, announcement).message

    def pictures(
        self, publication: Publication, announcement: Announcement
    ) -> list[ShownPicture]:
        """Return the post's photos, else the one in the preview of its link."""
        return shown_pictures(self._composed(publication, announcement), announcement)

    def publish(self, publication: Publication, announcement: Announcement) -> Receipt:
        """Post once: unpublished photos first, then the post that shows them.

        Only the last call shows anything, so trouble with the others leaves
        nothing behind that residents could see.
        """
        composed = self._composed(publication, announcement)
        post: dict[str, object] = {"message": composed.message}
        if composed.photos:
            numbers = upload(self.graph, publication, composed.photos)
            post["attached_media"] = [{"media_fbid": number} for number in numbers]
            _refuse_in_standstill()
        elif composed.card:
            self._warm_up(publication, composed.card)
            post["link"] = composed.card
        receipt = _receipt(self._post(publication, post))
        if composed.photos:
            Upload.objects.use_up(publication)
            receipt = replace(receipt, flaw=self._lacking(receipt, len(numbers)))
        return receipt

    def find(self, publication: Publication, since: datetime) -> Receipt | None:
        """Return the oldest post since `since` with the mark, or with its photos.

        What another item has already is that item's.
        """
        uploads = Upload.objects.numbers(publication)
        found = [
            post
            for post in self._posts_since(since - CLOCKS_DIFFER)
            if is_ours(post)
            and (
                mark.carries(post, publication.short_link)
                or uploads.intersection(mark.photo_numbers(post))
            )
        ]
        free = free_for(publication, found, uploads) if found else []
        if len(free) > 1:
            logger.error("%s stands on the Page %d times", publication.pk, len(free))
        return _receipt(free[-1]) if free else None

    def was_told(self, publication: Publication) -> bool:
        """Whether a webhook or a listing showed us a post with the mark."""
        return PageUpdate.tells_of(publication)

    def follow_up(self, publication: Publication, announcement: Announcement) -> str:
        """Return the comment that holds the link, when the post doesn't."""
        return self._composed(publication, announcement).comment

    def count_fans(self) -> int:
        """Return how many people follow the Page."""
        with verdicts(writing=False):
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
        return draw(
            compose(announcement, sample_link(), self.town),
            announcement,
            self.channel.name,
        )

    def _composed(
        self, publication: Publication, announcement: Announcement
    ) -> Composition:
        """Return the post; asked for thrice in a try, made once."""
        key = (publication.pk, publication.text, announcement)
        if key != self._key:
            self._key = key
            self._composition = compose(
                announcement,
                publication.short_link,
                self.town,
                words=publication.text,
                wave=publication.wave,
            )
        return self._composition

    def _post(
        self, publication: Publication, post: Mapping[str, object]
    ) -> Mapping[str, Any]:
        with verdicts(writing=True):
            try:
                answer = self.graph.request(
                    f"{self.graph.version}/{self.channel.remote_id}/feed",
                    args={"fields": "id,permalink_url"},
                    post_args=post,
                )
            except GraphError as error:
                if ALREADY_POSTED in (error.code, error.subcode):
                    # Ours, perhaps; if it isn't found, the next try sends new ones.
                    Upload.objects.use_up(publication)
                raise
            if "id" not in answer:
                raise NoClearAnswer("an answer without the post's number")
        return answer

    def _warm_up(self, publication: Publication, link: str) -> None:
        """Let Facebook read the page before the post; it goes out without, too.

        Facebook counts ten times an hour for each address.
        https://developers.facebook.com/docs/graph-api/reference/url
        """
        if _tries_in_an_hour(publication) > SCRAPES_PER_HOUR:
            return
        try:
            with verdicts(writing=False):
                self.graph.request(
                    f"{self.graph.version}/", post_args={"id": link, "scrape": True}
                )
        except SendError as error:
            logger.warning("No preview of %s yet: %s", link, error.detail)

    def _lacking(self, receipt: Receipt, sent: int) -> Sentence:
        """Return a sentence when the post shows fewer photos than were sent."""
        try:
            with verdicts(writing=False):
                post = self.graph.get_object(
                    receipt.remote_id, fields=f"attachments{{{PHOTOS}}}"
                )
        except SendError as error:
            logger.warning("%s was not read back: %s", receipt.remote_id, error.detail)
            return ""
        shown = len(mark.photo_numbers(post))
        if shown == sent:
            return ""
        return _(
            "Facebook shows %(shown)d of the %(sent)d photos. Look at the post; "
            "CityHub does not send it again."
        ) % {"shown": shown, "sent": sent}

    def _posts_since(self, since: datetime) -> Iterator[Mapping[str, Any]]:
        """Yield the Page's posts, newest first, down to `since` (aware)."""
        with verdicts(writing=False):
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


def _refuse_in_standstill() -> None:
    """Raise SendError when everything was stopped while photos were sent.

    That takes a while; residents see nothing before the last call.
    """
    if Standstill.objects.filter(holds=True).exists():
        raise SendError(_("Everything stands still."), Outcome.NOT_SENT)


def _tries_in_an_hour(publication: Publication) -> int:
    if publication.fence <= SCRAPES_PER_HOUR:  # raised before each try
        return publication.fence
    hour_ago = timezone.now() - timedelta(hours=1)
    return publication.attempts.filter(started_at__gt=hour_ago).count()


def _receipt(post: Mapping[str, Any]) -> Receipt:
    # https://www.facebook.com/{post-id} is the form that Facebook documents.
    url = post.get("permalink_url") or f"https://www.facebook.com/{post['id']}"
    return Receipt(remote_id=post["id"], url=url)

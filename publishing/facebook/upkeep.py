"""Posts that stand on the Page already: seeing them, and keeping them true."""

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from publishing.contract import Announcement, Status
from publishing.facebook import comment, sights
from publishing.facebook.errors import is_gone
from publishing.facebook.graph import GraphError, PageGraph
from publishing.facebook.models import ForeignPost, PostSettings
from publishing.facebook.models.settings import status_words
from publishing.facebook.verdicts import verdicts
from publishing.models import Publication
from publishing.transport import Outcome, Receipt, SendError, Sight, Transport

ANOTHER_APPLICATION = 200
NOT_OURS = _(
    "Facebook lets nobody change this post but the application that made it, and "
    "CityHub did not make it."
)


class PostUpkeep(Transport):
    """What the Page's transport does about posts that stand there."""

    @property
    @abstractmethod
    def graph(self) -> PageGraph:
        """Return the Graph API as this Page."""

    def shows(self, announcement: Announcement) -> bool:
        """Whether the Page speaks of it: not of what is cancelled, if the town says so."""
        if announcement.status != Status.CANCELLED:
            return True
        when_cancelled = PostSettings.in_force().when_cancelled
        return when_cancelled != PostSettings.WhenCancelled.WITHDRAW

    def address(self) -> str:
        """Return the Page's address."""
        if settings.CITYHUB_SANDBOX:
            return f"{settings.CITYHUB_BASE_URL}{reverse('facebook_sandbox:page')}"
        return f"https://www.facebook.com/{self.channel.remote_id}"

    def recent(self) -> list[Sight]:
        """Return the Page's last posts."""
        with verdicts(writing=False):
            return sights.last_posts(self.graph, self.channel.remote_id)

    def other_posts(self, begin: datetime, end: datetime) -> list[Sight]:
        """Return the posts made elsewhere that stand on the Page, as last heard."""
        standing = ForeignPost.objects.standing().filter(channel=self.channel)
        return [
            Sight(
                remote_id=post.remote_id,
                url=post.permalink,
                text=post.excerpt,
                published_at=post.posted_at,
                ours=False,
            )
            for post in standing.between(begin, end)
        ]

    def locate(self, address: str) -> Sight | None:
        """Return the Page's post at `address`."""
        with verdicts(writing=False):
            return sights.post_at(self.graph, self.channel.remote_id, address)

    def amend(self, publication: Publication, announcement: Announcement) -> Receipt:
        """Change the text of the post; a post's link and photo stay as they are.

        Only the application that made a post may change it.
        https://developers.facebook.com/docs/pages-api/posts
        """
        with verdicts(writing=True), self._unless_made_elsewhere(publication):
            self.graph.request(
                f"{self.graph.version}/{publication.remote_id}",
                post_args={"message": self.wording(publication, announcement)},
            )
        return Receipt(remote_id=publication.remote_id, url=publication.remote_url)

    def withdraw(self, publication: Publication) -> None:
        """Delete the post."""
        with verdicts(writing=True), self._unless_made_elsewhere(publication):
            try:
                self.graph.delete_object(publication.remote_id)
            except GraphError as error:
                if not is_gone(error):
                    raise

    def correction(self, publication: Publication, announcement: Announcement) -> str:
        """Return the comment that says what the post itself can't."""
        with translation.override(announcement.language):
            text = render_to_string(
                "facebook/correction.txt",
                {
                    "item": announcement,
                    "status_words": status_words(announcement),
                    "link": publication.short_link,
                },
            )
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())

    def new_pictures(self, publication: Publication, announcement: Announcement) -> str:
        """Return the comment that leads to the pictures of now, if there are any."""
        if not announcement.pictures:
            return ""
        with translation.override(announcement.language):
            words = {"item": announcement, "link": publication.short_link}
            return render_to_string("facebook/new_pictures.txt", words).strip()

    def remark(self, publication: Publication, words: str) -> None:
        """Comment on the post, as the Page."""
        comment.write(self.graph, publication.remote_id, words)

    def has_remark(self, publication: Publication, words: str) -> bool:
        """Whether the Page's newest comments below the post say `words`."""
        page = self.channel.remote_id
        return comment.stands_below(self.graph, publication.remote_id, page, words)

    @contextmanager
    def _unless_made_elsewhere(self, publication: Publication) -> Iterator[None]:
        """Say so when Facebook refuses since the post is another application's.

        It answers with the number of a missing permission, for which the channel
        would stop: "(#200) This post wasn't created by the application".
        """
        try:
            yield
        except GraphError as error:
            if error.code != ANOTHER_APPLICATION or self._is_ours(publication):
                raise
            raise SendError(NOT_OURS, Outcome.REFUSED, detail=error.detail) from None

    def _is_ours(self, publication: Publication) -> bool:
        sight = sights.post_at(
            self.graph, self.channel.remote_id, publication.remote_id
        )
        return sight is None or sight.ours

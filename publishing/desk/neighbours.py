"""What stands beside an item on a channel: the last that went out, the next planned."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import cast

from wagtail.models import Page

from publishing.contract import Announcement, Publishable
from publishing.desk.sameness import alike, bare
from publishing.models import Channel, Publication
from publishing.models.content import content_of, paths_to_content
from publishing.transport import SendError, transport_for

#: So many before an item, and so many after it.
NEIGHBOURS = 3


class Neighbours:
    """An item's neighbours on one channel, by one query."""

    def __init__(
        self, channel: Channel, now: datetime, besides: Publication | None = None
    ) -> None:
        """Read those at `now` (aware), without `besides`."""
        state = Publication.State
        others = channel.publications.filter(carried=False)
        if besides is not None:
            others = others.exclude(pk=besides.pk)
        published = others.filter(state=state.PUBLISHED, published_at__lte=now)
        planned = others.filter(state=state.PLANNED).exclude(page=None)
        last, coming = (
            Publication.objects.filter(pk__in=some[:NEIGHBOURS].values("pk")).values(
                "pk"
            )
            for some in (published.order_by("-published_at"), planned.order_by("at"))
        )
        found = list(
            Publication.objects.filter(pk__in=last.union(coming))
            .select_related("page__locale", *paths_to_content())
            .order_by("at", "pk")
        )
        self.channel = channel
        self._planned = [each for each in found if each.state == state.PLANNED]
        self._published = [each for each in found if each.state == state.PUBLISHED]
        self._published.sort(key=lambda each: each.published_at or now, reverse=True)

    @property
    def pages(self) -> Sequence[Page]:
        """Return the pages whose words are still to be made."""
        return [content_of(cast("Page", each.page)) for each in self._planned]

    def alike(self, draft: Publication, announcement: Announcement) -> str:
        """Return the title of one that says almost the same, "" for none.

        `draft` need not be saved.
        """
        transport = transport_for(self.channel)
        try:
            words = bare(transport.wording(draft, announcement))
            for title, text in self._texts():
                if alike(words, bare(text)):
                    return title
        except SendError:
            return ""
        return ""

    def _texts(self) -> Iterator[tuple[str, str]]:
        for each in self._published:
            yield each.page_title, each.sent_wording
        transport = transport_for(self.channel)
        for each, page in zip(self._planned, self.pages, strict=True):
            if isinstance(page, Publishable):
                said = page.announcement()
                yield each.page_title, transport.wording(each, said)

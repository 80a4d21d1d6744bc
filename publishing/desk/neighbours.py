"""What stands beside an item on a channel: the last that went out, the next planned."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from wagtail.models import Page

from publishing.contract import Announcement, Publishable
from publishing.desk.diary import Diary
from publishing.desk.sameness import alike, bare
from publishing.models import Channel, Publication
from publishing.models.content import contents
from publishing.transport import SendError, transport_for

#: So many before an item, and so many after it.
NEIGHBOURS = 3


class Neighbours:
    """An item's neighbours on one channel."""

    def __init__(
        self,
        channel: Channel,
        diary: Diary,
        now: datetime,
        besides: Publication | None = None,
    ) -> None:
        """Read the last that went out by `now` (aware), without `besides`."""
        state = Publication.State
        others = channel.publications.filter(state=state.PUBLISHED, carried=False)
        if besides is not None:
            others = others.exclude(pk=besides.pk)
        self.channel = channel
        self._published = list(
            others.filter(published_at__lte=now)
            .order_by("-published_at", "pk")
            .values_list("page_title", "sent_wording")[:NEIGHBOURS]
        )
        self._planned = diary.planned(channel.pk, NEIGHBOURS, besides)
        self._pages: dict[int, Page] = {}

    @staticmethod
    def read_pages(some: Iterable["Neighbours"]) -> list[Page]:
        """Return the pages of what is planned on all channels, by one query."""
        some = list(some)
        planned = [each.page_id for one in some for each in one._planned]
        pages = contents(number for number in planned if number) if planned else {}
        for one in some:
            one._pages = pages
        return list(pages.values())

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
        yield from self._published
        transport = transport_for(self.channel)
        for each in self._planned:
            page = self._pages.get(each.page_id or 0)
            if isinstance(page, Publishable):
                said = page.announcement()
                yield each.page_title, transport.wording(each, said)

"""What is planned on all channels, and what some items have there: read once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from publishing.models import Channel, Publication

#: Two items so close to one another take readers from each other.
CLOSE = timedelta(hours=1)
#: No more than that is read of what may be hundreds.
READ = {
    *("id", "page_id", "page_title", "channel_id", "wave", "state"),
    *("at", "published_at", "begins_at", "carried", "text"),
}
#: In the order of the model, as `from_db` wants them.
COLUMNS = [
    each.attname for each in Publication._meta.concrete_fields if each.attname in READ
]

BESIDE = ("channel__kind", "channel__name", "counts")


class Diary:
    """The publications that matter from an instant on, by one query.

    Hundreds may be ahead, of which a screen shows a few: each stays a row until
    somebody wants to see it.
    """

    def __init__(self, now: datetime, pages: Iterable[int] = ()) -> None:
        """Read what counts at `now` (aware), and all that `pages` have."""
        self._of: dict[int, list[Any]] = defaultdict(list)
        self._counting: dict[int, list[Any]] = defaultdict(list)
        self._ahead: list[Any] = []
        counting = Publication.objects.counting(now)
        found = (
            Publication.objects.filter(counting | Q(page_id__in=list(pages)))
            .annotate(counts=counting)
            .order_by("at", "pk")
            .values_list(*COLUMNS, *BESIDE, named=True)
        )
        for row in found:
            if row.page_id is not None:
                self._of[row.page_id].append(row)
            if row.counts:
                self._counting[row.channel_id].append(row)
                if row.state in Publication.State.OPEN:
                    self._ahead.append(row)

    def of(self, page_id: int) -> list[Publication]:
        """Return what a page has on any channel, of the pages that were asked for."""
        return [_publication(row) for row in self._of[page_id]]

    def shown(self, page_id: int) -> list[Publication]:
        """Return where a page is, or will be, of the pages that were asked for."""
        state = Publication.State
        shown = (state.PUBLISHED, *state.OPEN)
        return [each for each in self.of(page_id) if each.state in shown]

    def taken(
        self, channel_id: int, besides: Publication | None = None
    ) -> list[datetime]:
        """Return the instants (aware) that others have on a channel."""
        own = besides.pk if besides else None
        rows = self._counting[channel_id]
        return [row.published_at or row.at for row in rows if row.id != own]

    def planned(
        self, channel_id: int, number: int, besides: Publication | None = None
    ) -> list[Publication]:
        """Return the next that are planned on a channel, so many at most."""
        own = besides.pk if besides else None
        rows = (
            row
            for row in self._counting[channel_id]
            if row.state == Publication.State.PLANNED and row.page_id and row.id != own
        )
        return [_publication(row) for row in islice(rows, number)]

    def near(self, at: datetime, page_id: int) -> Publication | None:
        """Return the first of another page that leaves within an hour of `at` (aware)."""
        first = bisect_right(self._ahead, at - CLOSE, key=lambda row: row.at)
        for row in islice(self._ahead, first, None):
            if row.at >= at + CLOSE:
                return None
            if row.page_id != page_id:
                return _publication(row)
        return None


def _publication(row: Any) -> Publication:
    """Return a row as what it tells of; anything else is read when it is asked for."""
    values = [getattr(row, name) for name in COLUMNS]
    publication = Publication.from_db(DEFAULT_DB_ALIAS, COLUMNS, values)
    channel = (row.channel_id, row.channel__kind, row.channel__name)
    publication.channel = Channel.from_db(
        DEFAULT_DB_ALIAS, ["id", "kind", "name"], channel
    )
    return publication

"""What is planned on all channels, and what some items have there: read once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from publishing.models import Publication

#: Two items so close to one another take readers from each other.
CLOSE = timedelta(hours=1)
#: No more than that is read of what may be hundreds.
READ = (
    *("page_id", "page_title", "wave", "state", "at", "published_at", "begins_at"),
    *("carried", "channel__name", "channel__kind"),
)


class Diary:
    """The publications that matter from an instant on, by one query."""

    def __init__(self, now: datetime, pages: Iterable[int] = ()) -> None:
        """Read what counts at `now` (aware), and all that `pages` have."""
        self._of: dict[int, list[Publication]] = defaultdict(list)
        self._taken: dict[int, list[datetime]] = defaultdict(list)
        self._ahead: list[Publication] = []
        counting = Publication.objects.counting(now)
        found = (
            Publication.objects.filter(counting | Q(page_id__in=list(pages)))
            .annotate(counts=counting)
            .select_related("channel")
            .only(*READ)
            .order_by("at", "pk")
        )
        for each in found:
            if each.page_id is not None:
                self._of[each.page_id].append(each)
            if each.counts:  # type: ignore[attr-defined]
                at = each.published_at or each.at
                self._taken[each.channel_id].append(at)
                if each.state in Publication.State.OPEN:
                    self._ahead.append(each)

    def of(self, page_id: int) -> list[Publication]:
        """Return what a page has on any channel, of the pages that were asked for."""
        return self._of[page_id]

    def taken(self, channel_id: int) -> list[datetime]:
        """Return the instants (aware) that others have on a channel."""
        return list(self._taken[channel_id])

    def near(self, at: datetime, page_id: int) -> Publication | None:
        """Return the first of another page that leaves within an hour of `at` (aware)."""
        return next(
            (
                each
                for each in self._ahead
                if at - CLOSE < each.at < at + CLOSE and each.page_id != page_id
            ),
            None,
        )

"""What takes place when: dates of events and sessions in one list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import F, Model, Q, QuerySet, Value, prefetch_related_objects
from django.utils import timezone
from wagtail.models import Page

from events.days import not_over, start_of
from events.models.event import EventDate, EventPage
from events.models.workshop import SessionPage, WorkshopPage
from publishing.contract import Audience
from shops.models import ShopPage


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One date of something: `page` says what it is.

    `uid` never changes; `starts_at` and `ends_at` are aware instants.
    """

    uid: str
    page: EventPage | SessionPage
    starts_at: datetime
    ends_at: datetime | None

    @property
    def day(self) -> date:
        """Return the day on which it starts, in town time."""
        return timezone.localtime(self.starts_at).date()

    def is_over(self, now: datetime) -> bool:
        """Return whether it has ended at `now`; without an end, when its day has."""
        if self.ends_at:
            return self.ends_at <= now
        return self.day < timezone.localtime(now).date()

    @property
    def photo(self) -> Model | None:
        """Return the page's photo, else that of the session's workshop."""
        if isinstance(self.page, SessionPage):
            return self.page.photo or self.page.workshop.photo
        return self.page.photo


class Agenda:
    """Dates of events and sessions, in order; as long as you like, read by slices.

    A slice costs the same few queries however many dates there are.
    """

    def __init__(
        self, dates: QuerySet[EventDate], sessions: QuerySet[SessionPage]
    ) -> None:
        self.dates, self.sessions = dates, sessions
        self.order = "starts_at"

    @classmethod
    def seen_by(cls, audiences: Sequence[Audience]) -> "Agenda":
        """Return all that is live and meant for `audiences`."""
        return cls(
            EventDate.objects.filter(event__live=True, event__audience__in=audiences),
            SessionPage.objects.live().filter(audience__in=audiences),
        )

    def at(self, shop: ShopPage) -> "Agenda":
        """Return what takes place at `shop`."""
        return Agenda(
            self.dates.filter(event__shop=shop), self.sessions.filter(shop=shop)
        )

    def of(self, page: Page) -> "Agenda":
        """Return the dates of one event or session, or of a workshop's sessions."""
        return Agenda(
            self.dates.filter(event_id=page.pk),
            self.sessions.filter(path__startswith=page.path),
        )

    def coming(self, now: datetime) -> "Agenda":
        """Return what is not over at `now`, the next first."""
        return Agenda(
            self.dates.filter(not_over(now)), self.sessions.filter(not_over(now))
        )

    def past(self, now: datetime) -> "Agenda":
        """Return what is over at `now`, the latest first."""
        over = Agenda(
            self.dates.exclude(not_over(now)), self.sessions.exclude(not_over(now))
        )
        over.order = "-starts_at"
        return over

    def between(self, first: date, last: date) -> "Agenda":
        """Return what takes place, in part at least, from `first` to `last`."""
        since, until = start_of(first), start_of(last + timedelta(days=1))
        within = not_over(since) & Q(starts_at__lt=until)
        return Agenda(self.dates.filter(within), self.sessions.filter(within))

    def __len__(self) -> int:
        """Return how many dates there are: what a paginator asks."""
        return self._rows().count()

    def __getitem__(self, part: slice) -> list[Occurrence]:
        """Return a slice, with everything that a list shows of each."""
        rows = list(self._rows().order_by(self.order, "kind", "key")[part])
        dates = EventDate.objects.select_related(
            "event__photo", "event__shop", "event__locale"
        )
        sessions = SessionPage.objects.select_related("photo", "shop", "locale")
        known: dict[str, dict[int, Any]] = {
            "date": dates.in_bulk([key for kind, key, _ in rows if kind == "date"]),
            "session": sessions.in_bulk(
                [key for kind, key, _ in rows if kind == "session"]
            ),
        }
        without_place = [
            s for s in known["session"].values() if not (s.place or s.shop)
        ]
        with_workshops(without_place)
        return [_occurrence(known[kind][key]) for kind, key, _ in rows]

    def _rows(self) -> QuerySet:
        sessions = _keys(self.sessions, "session")
        return _keys(self.dates, "date").union(sessions, all=True)


def with_photos(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Return `occurrences` knowing their renditions, by one query for all."""
    dates = list(occurrences)
    pages = [date.page for date in dates if not date.page.photo]
    with_workshops(page for page in pages if isinstance(page, SessionPage))
    prefetch_related_objects([d.photo for d in dates if d.photo], "renditions")
    return dates


def with_workshops(sessions: Iterable[SessionPage]) -> None:
    """Let `sessions` know their workshops, at the price of one query for all."""
    paths = {
        session: session.path[: -Page.steplen]
        for session in sessions
        if "workshop" not in session.__dict__
    }
    if not paths:
        return
    workshops = WorkshopPage.objects.filter(path__in=set(paths.values()))
    known = {page.path: page for page in workshops.select_related("photo")}
    for session, path in paths.items():
        session.workshop = known[path]


def dates_on(page: EventPage | SessionPage) -> list[Occurrence]:
    """Return the dates that `page` itself says, published or in a preview."""
    if isinstance(page, SessionPage):
        return [_occurrence(page)]
    return [
        Occurrence(
            uid=str(date.uid), page=page, starts_at=date.starts_at, ends_at=date.ends_at
        )
        for date in page.dates.all()
    ]


def by_day(
    occurrences: Sequence[Occurrence], today: date | None = None
) -> list[tuple[date, list[Occurrence]]]:
    """Return `occurrences` grouped by day.

    What began before `today` and goes on is today's.
    """
    return [
        (day, list(group))
        for day, group in groupby(
            occurrences, key=lambda date: max(date.day, today or date.day)
        )
    ]


def _keys(rows: QuerySet, kind: str) -> QuerySet:
    return (
        rows.order_by()
        .annotate(kind=Value(kind), key=F("pk"))
        .values_list("kind", "key", "starts_at")
    )


def _occurrence(row: EventDate | SessionPage) -> Occurrence:
    if isinstance(row, EventDate):
        page: EventPage | SessionPage = row.event
        uid = str(row.uid)
    else:
        page, uid = row, str(row.translation_key)
    return Occurrence(uid=uid, page=page, starts_at=row.starts_at, ends_at=row.ends_at)

"""Fan curves: the points, and how far they moved, never without data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from publishing.growth.models import FanCount
from publishing.models import Channel
from publishing.town_time import in_town, say_date

SPANS = (7, 30, 90, 365)


@dataclass(frozen=True, kw_only=True)
class Growth:
    """How far a curve moved over some days.

    `difference` is None without a count at both ends: no guess, no number.
    `demonstration` says that an end of it is demonstration data.
    """

    days: int
    since: date | None = None
    difference: int | None = None
    demonstration: bool = False


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The fans of one channel, day by day."""

    channel: Channel
    points: list[FanCount]
    growths: list[Growth]

    @property
    def last(self) -> FanCount | None:
        """Return the newest count."""
        return self.points[-1] if self.points else None

    @property
    def data_id(self) -> str:
        """Return the id of the element that holds the drawing's data."""
        return f"curve-data-{self.channel.pk}"

    @property
    def newest_first(self) -> list[FanCount]:
        """Return the points as the table lists them."""
        return self.points[::-1]

    @property
    def has_demonstration(self) -> bool:
        """Whether any point is demonstration data."""
        return any(_is_demonstration(point) for point in self.points)

    @property
    def drawing(self) -> dict[str, object]:
        """Return what curve.js draws: seconds, numbers, and which are for show.

        A day without a count is a hole in the line.
        """
        by_day = {point.day: point for point in self.points}
        days = []
        if self.points:
            span = (self.points[-1].day - self.points[0].day).days
            days = [self.points[0].day + timedelta(days=n) for n in range(span + 1)]
        return {
            "days": [day.isoformat() for day in days],
            "labels": [say_date(day, year=True) for day in days],
            "measured": [_count(by_day.get(day), demonstration=False) for day in days],
            "demonstration": [
                _count(by_day.get(day), demonstration=True) for day in days
            ],
        }


def curves(channels: Iterable[Channel], days: int | None = None) -> list[Curve]:
    """Return the curve of each of `channels`; of the last `days` only, if given.

    One query however many channels there are.
    """
    points: dict[int, list[FanCount]] = {}
    counts = FanCount.objects.order_by("day")
    if days is not None:
        first = in_town(timezone.now()).date() - timedelta(days=days)
        counts = counts.filter(day__gte=first)
    for point in counts:
        points.setdefault(point.channel_id, []).append(point)
    return [
        Curve(
            channel=channel,
            points=points.get(channel.pk, []),
            growths=growths_of(points.get(channel.pk, []), within=days),
        )
        for channel in channels
    ]


def growths_of(points: list[FanCount], within: int | None = None) -> list[Growth]:
    """Return the growth up to the newest of `points` (in order) over each span."""
    by_day = {point.day: point for point in points}
    growths = []
    for days in SPANS:
        if within is not None and days > within:
            break
        since = points[-1].day - timedelta(days=days) if points else None
        before = by_day.get(since) if since else None
        if before is None:
            growths.append(Growth(days=days, since=since))
            continue
        growths.append(
            Growth(
                days=days,
                since=since,
                difference=points[-1].count - before.count,
                demonstration=_is_demonstration(before)
                or _is_demonstration(points[-1]),
            )
        )
    return growths


def _is_demonstration(point: FanCount) -> bool:
    return point.source == FanCount.Source.DEMONSTRATION


def _count(point: FanCount | None, *, demonstration: bool) -> int | None:
    if point is None or _is_demonstration(point) != demonstration:
        return None
    return point.count

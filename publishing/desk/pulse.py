"""Whether the channels and the engine work, from stored state only: no calls."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from publishing.models import Channel, Heartbeat, Publication
from publishing.models.heartbeat import ALARM


@dataclass(frozen=True, kw_only=True)
class Health:
    """What the desk says about the engine and the channels."""

    alive: bool
    last_beat: datetime | None
    channels: QuerySet[Channel]


def open_channels() -> QuerySet[Channel]:
    """Return the open channels; each carries when it published last.

    Whether the engine runs comes with them: `last_beat`, aware, or None.
    """
    published = Publication.objects.filter(
        channel=OuterRef("pk"), published_at__isnull=False
    ).order_by("-published_at")
    beat = Heartbeat.objects.filter(pk=Heartbeat.BEAT)
    return (
        Channel.objects.open()
        .select_related("missing_count")
        .annotate(
            last_published_at=Subquery(published.values("published_at")[:1]),
            last_beat=Subquery(beat.values("at")[:1]),
        )
        .order_by("pk")
    )


def health_of(channels: QuerySet[Channel]) -> Health:
    """Return the stored state of the engine beside that of `channels`."""
    known = next(iter(channels), None)
    last_beat = known.last_beat if known else Heartbeat.last()  # type: ignore[attr-defined]
    return Health(
        alive=last_beat is not None and timezone.now() - last_beat < ALARM,
        last_beat=last_beat,
        channels=channels,
    )

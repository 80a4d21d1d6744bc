"""Whether the channels and the engine work, from stored state only: no calls."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone

from publishing.models import Channel, Heartbeat
from publishing.models.heartbeat import ALARM


@dataclass(frozen=True, kw_only=True)
class Health:
    """What the desk says about the engine and the channels."""

    alive: bool
    last_beat: datetime | None
    channels: QuerySet[Channel]


def open_channels() -> QuerySet[Channel]:
    """Return the open channels; each carries when it published last."""
    return (
        Channel.objects.open()
        .select_related("missing_count")
        .annotate(last_published_at=Max("publications__published_at"))
        .order_by("pk")
    )


def health_of(channels: QuerySet[Channel]) -> Health:
    """Return the stored state of the engine beside that of `channels`."""
    last_beat = Heartbeat.last()
    return Health(
        alive=last_beat is not None and timezone.now() - last_beat < ALARM,
        last_beat=last_beat,
        channels=channels,
    )

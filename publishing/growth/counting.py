"""Count the fans of each channel once a day; one that fails stops no other."""

import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.growth.models import FanCount, MissingCount
from publishing.models import Channel
from publishing.town_time import in_town
from publishing.transport import SendError, transport_for

logger = logging.getLogger(__name__)


def take_fan_counts() -> list[MissingCount]:
    """Count every open channel for today (town day); return what couldn't be.

    Counting again on the same day replaces the day's number.
    """
    channels = Channel.objects.open().order_by("pk")
    return [missing for channel in channels if (missing := _count(channel))]


def _count(channel: Channel) -> MissingCount | None:
    day = in_town(timezone.now()).date()
    try:
        count = transport_for(channel).count_fans()
    except SendError as error:
        return _miss(channel, str(error.message))
    except Exception:
        # A fault of ours on one channel must not cost the others their day.
        logger.exception("Counting the fans of channel %s failed", channel.pk)
        return _miss(
            channel, _("Counting failed for a reason that only the log knows.")
        )
    FanCount.objects.update_or_create(
        channel=channel,
        day=day,
        defaults={"count": count, "source": FanCount.Source.MEASURED},
    )
    MissingCount.objects.filter(channel=channel).delete()
    return None


def _miss(channel: Channel, reason: str) -> MissingCount:
    missing, _created = MissingCount.objects.update_or_create(
        channel=channel,
        defaults={"day": in_town(timezone.now()).date(), "reason": reason},
    )
    return missing

"""Some months of fans, marked as demonstration data."""

from datetime import date, timedelta
from random import Random

from publishing.growth.models import FanCount
from publishing.models import Channel

DAYS = 150


def remember_fans(channel: Channel, first: int, last: int, today: date) -> None:
    """Write one count a day from `first` to `last`, ending yesterday.

    The curve wanders, rests on Sundays and jumps a little on market days, as
    curves of fans do.
    """
    chance = Random(channel.kind)  # noqa: S311 (a curve, not a secret)
    steps = [
        max(0.0, chance.gauss(1, 0.9)) * (0.3 if number % 7 == 0 else 1)
        + (6 if number in (44, 93, 127) else 0)
        for number in range(DAYS)
    ]
    steps[0] = 0
    whole, so_far, counts = sum(steps), 0.0, []
    for number, step in enumerate(steps):
        so_far += step
        counts.append(
            FanCount(
                channel=channel,
                day=today - timedelta(days=DAYS - number),
                count=round(first + (last - first) * so_far / whole),
                source=FanCount.Source.DEMONSTRATION,
            )
        )
    FanCount.objects.bulk_create(counts)


def is_remembered() -> bool:
    """Whether this database holds the demonstration town."""
    return FanCount.objects.filter(source=FanCount.Source.DEMONSTRATION).exists()

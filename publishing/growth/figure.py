"""The growth of fans in one figure, as the newsletter says it."""

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from publishing.figures import Figure
from publishing.growth.curve import Curve, curves
from publishing.models import Channel
from publishing.town_time import say_day

#: Over so many days, or a shorter span where nobody counted at both ends.
DAYS = 30


def fan_growth() -> Figure | None:
    """Return the growth of the public channel with the most fans; None without one.

    A demonstration's numbers are nobody's fans: they say so in their source.
    """
    channels = [each for each in Channel.objects.open() if each.public]
    known = [each for each in curves(channels, days=DAYS) if each.last]
    for curve in sorted(known, key=_fans, reverse=True):
        for growth in reversed(curve.growths):
            if growth.difference and growth.difference > 0:
                words = {
                    "channel": curve.channel,
                    "days": growth.days,
                    "fans": number_format(_fans(curve), force_grouping=True),
                }
                label = (
                    _("new fans of “%(channel)s” in %(days)d days: now %(fans)s")
                    % words
                )
                number = number_format(growth.difference, force_grouping=True)
                return Figure(
                    number=f"+{number}",
                    label=label,
                    source=_source(curve, growth.demonstration),
                )
    return None


def _fans(curve: Curve) -> int:
    return curve.last.count if curve.last else 0


def _source(curve: Curve, demonstration: bool) -> str:
    if demonstration:
        return _("Demonstration data")
    day = curve.last.day if curve.last else timezone.localdate()
    return _("Counted on the channel itself, %(day)s") % {"day": say_day(day)}

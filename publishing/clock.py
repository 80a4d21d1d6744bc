"""A clock that was put back: what waits for instants of the wrong time waits anew.

Waits are stored as instants. Those that were noted while the clock was ahead would
last that much longer, unless somebody takes the difference off them.
"""

from datetime import datetime

from django.dispatch import Signal

from publishing.models import Channel, Heartbeat, Letter, Publication

#: Sent when the clock was found put back: `now` (aware), and `by` how much.
put_back = Signal()


def look_at_clock(now: datetime) -> None:
    """Take off all waits what the clock, now at `now` (aware), was ahead."""
    by = Heartbeat.ahead_by(now)
    if not by:
        return
    Publication.objects.begin_waits_anew(now)
    Letter.objects.take_off(by, now)
    Channel.objects.take_off(by, now)
    put_back.send(sender=None, now=now, by=by)

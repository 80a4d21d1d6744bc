"""What fell due on a channel while it rested, and what becomes of it.

A channel that was dead for days must not send all that waited in one go, in the
middle of the night or long after it was fitting: what is late by hours gets the
next free time; what would be too late by then leaves at once, or is missed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models import Channel, Publication
from publishing.obstacles import obstacle
from publishing.reconcile import wanted
from publishing.town_time import say_moment
from publishing.transport import transport_for

#: So late that it no longer leaves by itself the moment the channel works.
LONG_OVERDUE = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One item that waits, and whether it still makes sense."""

    publication: Publication
    fits: bool
    sentence: str


def waiting_on(channel: Channel, now: datetime) -> QuerySet[Publication]:
    """Return what is due on `channel` by `now` (aware), or waits with a reason."""
    return (
        channel.publications.waiting()
        .filter(Q(at__lte=now) | ~Q(reason=""))
        .select_related("channel", "page")
        .order_by("at", "pk")
    )


def verdict(publication: Publication, now: datetime) -> Waiting:
    """Say what will become of `publication` once its channel works."""
    sentence, fits = _outlook(publication, now)
    return Waiting(publication=publication, fits=fits, sentence=sentence)


def take_up(channel: Channel) -> None:
    """Let `channel` send again; what is late by hours gets the next free time."""
    with transaction.atomic():
        channel.resume()
        now = timezone.now()
        for publication in _long_overdue(channel, now):
            slot = channel.next_slot(now)
            if _fits(publication, slot):
                reason = _(
                    "It was due on %(when)s, while the channel did not work. So that "
                    "not everything leaves at once, it got the next free time."
                ) % {"when": say_moment(publication.at)}
                publication.move(slot, reason=reason)


def _long_overdue(channel: Channel, now: datetime) -> QuerySet[Publication]:
    return waiting_on(channel, now).filter(
        state=Publication.State.PLANNED, at__lt=now - LONG_OVERDUE
    )


def _outlook(publication: Publication, now: datetime) -> tuple[str, bool]:
    if publication.state == Publication.State.SENDING and publication.reason:
        return publication.reason, True  # a part of it is out, and known
    if publication.state != Publication.State.PLANNED:
        return _("It may be there already; that is looked into first."), True
    if publication.at > now:
        return publication.reason, True
    found = obstacle(
        publication, wanted(publication, transport_for(publication.channel)), now
    )
    if found is not None and found.called_off:
        return f"{found.reason} " + _("It will not be sent."), False
    if found is not None and found.until is None:
        return f"{found.reason} " + _("It will be noted as missed."), False
    if found is not None:
        return f"{found.reason}", True
    if publication.at < now - LONG_OVERDUE and not publication.channel.is_sending(now):
        return _("It gets the next free time once the channel works."), True
    return _("It leaves as soon as the channel works."), True


def _fits(publication: Publication, moment: datetime) -> bool:
    """Whether nothing is against the item at `moment` (aware), wrong words neither.

    They are compared with those of its own time: who moves it approves no words.
    """
    announcement = wanted(publication, transport_for(publication.channel))
    return obstacle(publication, announcement, moment) is None

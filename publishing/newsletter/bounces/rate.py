"""When too much of an issue comes back: stop, and ask a person.

Mailbox providers close the door on who goes on writing to addresses that are
gone; the town hall's other mail would stand before the same door.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing import notices
from publishing.models import Publication
from publishing.newsletter.models import Bounce, BounceAlarm, Delivery

#: A rate of five mails would say nothing.
AT_LEAST = 10
BAD = 0.05
#: Gmail acts from 0.3 % of complaints on.
COMPLAINTS_AT_LEAST = 3
BAD_COMPLAINTS = 0.003


def stop_if_bad(publication: Publication, now: datetime) -> str:
    """Pause the newsletter when too much of this issue came back.

    Returns the sentence for people, "" while all is well. Who lets it go on
    knows why; she is asked again when twice as much has come back.
    """
    returned, complaints, sent = _count(publication)
    alarm = BounceAlarm.objects.filter(publication=publication).first()
    bad = returned >= AT_LEAST and returned > BAD * sent
    worse = complaints >= COMPLAINTS_AT_LEAST and complaints > BAD_COMPLAINTS * sent
    trouble = returned + complaints
    if not (bad or worse) or (alarm and trouble < 2 * alarm.returned):
        return ""
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        alarm, _new = BounceAlarm.objects.get_or_create(publication=publication)
        if not alarm.raise_again(trouble, now):
            return ""
        sentence = _sentence(publication, returned, complaints, sent)
        if publication.channel.pause(sentence):
            notices.channel_paused(publication.channel)
    return sentence


def _count(publication: Publication) -> tuple[int, int, int]:
    """Return how many came back, how many were reported, and of how many."""
    bounces = Bounce.objects.of_issue(publication.pk)
    returned = bounces.filter(kind__in=Bounce.Kind.ALARMING).count()
    complaints = bounces.filter(kind=Bounce.Kind.COMPLAINT).count()
    # What came back at once is noted before its chunk is closed.
    over = Q(state__in=Delivery.State.HANDED_OVER) | Q(bounce__isnull=False)
    sent = Delivery.objects.filter(over, publication=publication).count()
    return returned, complaints, sent


def _sentence(
    publication: Publication, returned: int, complaints: int, sent: int
) -> str:
    numbers = {
        "issue": publication.page_title,
        "returned": returned,
        "complaints": complaints,
        "sent": sent,
    }
    if complaints:
        words = ngettext(
            "Of %(sent)d mails of “%(issue)s”, %(returned)d came back and "
            "%(complaints)d was reported as unwanted. Please look at who they "
            "are before you let it go on.",
            "Of %(sent)d mails of “%(issue)s”, %(returned)d came back and "
            "%(complaints)d were reported as unwanted. Please look at who they "
            "are before you let it go on.",
            complaints,
        )
        return words % numbers
    return (
        _(
            "%(returned)d of %(sent)d mails of “%(issue)s” came back. Please look "
            "at who they are before you let it go on: mail providers block senders "
            "who write to many dead addresses."
        )
        % numbers
    )

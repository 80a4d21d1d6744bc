"""More hands for a ledger: workers beside the one that has the issue's turn.

They also send what people let be sent again after the issue was out.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter import contents
from publishing.newsletter.models import Delivery, FrozenIssue, IssuePage, Origin
from publishing.newsletter.models.origin import here
from publishing.newsletter.send import Sending
from publishing.transport import SendError

logger = logging.getLogger(__name__)

#: When the mail server can't be used and no engine's turn waits for it.
LATER = timedelta(minutes=5)


def lend_a_hand() -> None:
    """Send what waits in a ledger, where fewer are at work than may be.

    Nothing from a place that no person knows: this may be a copy.
    """
    issues = in_need()
    if issues and not Origin.objects.knows(here()):
        return
    for publication in issues:
        if (
            publication.stints.at_work(timezone.now()).count()
            < settings.NEWSLETTER_HANDS
        ):
            _send(publication)


def in_need() -> list[Publication]:
    """Return the issues of which any worker may send what waits, oldest first.

    While an issue is not wholly out, only beside a worker whose claim holds: the
    engine has just checked then that it may leave.
    """
    now = timezone.now()
    state = Publication.State
    waiting = Delivery.objects.sendable(now).filter(publication=OuterRef("pk"))
    return list(
        Publication.objects.filter(
            Q(state=state.PUBLISHED) | Q(state=state.SENDING, lease_until__gt=now),
            Exists(waiting),
            frozen_issue__isnull=False,
        ).order_by("at")
    )


def _send(publication: Publication) -> None:
    issue = IssuePage.objects.filter(pk=publication.page_id).first()
    if issue is None:
        return
    frozen = FrozenIssue.objects.get(publication=publication)
    try:
        Sending(publication, contents.thawed(issue, publication, frozen)).run()
    except SendError as error:
        logger.warning("%s: %s %s", publication.pk, error.outcome, error.detail)
        if publication.state == Publication.State.PUBLISHED:
            waiting = Delivery.objects.filter(publication=publication)
            waiting.put_off(error.retry_after or LATER)

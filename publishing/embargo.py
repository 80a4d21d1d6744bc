"""Pages whose embargo is over go live; pages whose time is over go offline.

Wagtail's own `publish_scheduled` publishes twice when two of it run at once, and
one bad page stops all that follow. Here each page has its own transaction, its
own conditional UPDATE that lets one worker through, and its own failure.
"""

import logging

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


def lift() -> None:
    """Take expired pages offline and put those live whose time has come."""
    now = timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lte=now):
        try:
            _expire(page)
        except Exception:
            logger.exception("Page %s could not go offline", page.pk)
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    for revision in due.order_by("approved_go_live_at", "pk"):
        try:
            _publish(revision)
        except Exception:
            logger.exception("Revision %s could not go live", revision.pk)


@transaction.atomic
def _expire(page: Page) -> None:
    mine = Page.objects.filter(pk=page.pk, live=True, expire_at=page.expire_at)
    if mine.update(expired=True):
        page.specific.unpublish(
            set_expired=True, log_action="wagtail.unpublish.scheduled"
        )


@transaction.atomic
def _publish(revision: Revision) -> None:
    mine = Revision.objects.filter(
        pk=revision.pk, approved_go_live_at=revision.approved_go_live_at
    )
    if mine.update(approved_go_live_at=None):
        revision.publish(log_action="wagtail.publish.scheduled")

"""What begins in the coming weeks and was announced to nobody yet.

Sessions of a workshop lay themselves, and the manager publishes internal dates
in the editor: neither waits for an approval of its own. The issue's approval
is theirs.
"""

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, WorkflowState, get_page_models

from publishing.contract import Publishable, Status
from publishing.models import Channel, Publication


def take_up(channel: Channel, at: datetime, weeks: int, user: User | None) -> None:
    """Plan for `channel` what begins within so many `weeks` of `at` (aware).

    What was approved before is left as it was decided: maybe for other channels
    only, maybe for none.
    """
    planned_for = min(at, timezone.now())
    for page in _undecided(_coming(at, at + timedelta(weeks=weeks))):
        if page.announcement().status == Status.SCHEDULED:
            Publication.objects.plan(page, channel, planned_for, planned_by=user)


def _coming(begin: datetime, end: datetime) -> list[Page]:
    """Return the live pages, of every kind, that begin between two instants."""
    found: list[Page] = []
    for model in get_page_models():
        if issubclass(model, Publishable):
            pages = model.coming(begin, end)
            found += pages.select_related("locale") if pages is not None else []
    return found


def _undecided(pages: list[Page]) -> list[Page]:
    """Leave out the pages that were planned somewhere, or went through approval."""
    keys = [page.pk for page in pages]
    planned = Publication.objects.filter(page_id__in=keys).values_list("page_id")
    approved = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(key) for key in keys],
    ).values_list("object_id")
    decided = {str(key) for rows in (planned, approved) for (key,) in rows}
    return [page for page in pages if str(page.pk) not in decided]

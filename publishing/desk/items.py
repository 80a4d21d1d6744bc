"""Items as the desk lists them: what waits, and where people find it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from wagtail.models import Page, TaskState

from publishing.desk.access import is_manager
from publishing.models import ApprovalTask


@dataclass(frozen=True, kw_only=True)
class WaitingItem:
    """One item that waits for approval."""

    task_state: TaskState
    title: str
    kind: str
    place: str
    submitter: User | None
    since: datetime
    own: bool


def waiting_states() -> QuerySet[TaskState]:
    """Return what waits for approval, oldest first."""
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            task__content_type=ContentType.objects.get_for_model(ApprovalTask),
        )
        .select_related("revision__content_type", "workflow_state__requested_by")
        .order_by("started_at")
    )


def waiting_items(states: Sequence[TaskState], user: User) -> list[WaitingItem]:
    """Return `states` as a list shows them, in one query however many they are."""
    above = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    place = Page.objects.filter(path=above).values("title")[:1]
    pages = Page.objects.annotate(place=Subquery(place)).in_bulk(
        [int(state.revision.object_id) for state in states]
    )
    return [
        WaitingItem(
            task_state=state,
            title=state.revision.object_str,
            kind=capfirst(state.revision.content_type.name),
            place=page.place or "",
            submitter=state.workflow_state.requested_by,
            since=state.started_at,
            own=state.workflow_state.requested_by_id == user.pk,
        )
        for state in states
        if (page := pages.get(int(state.revision.object_id))) is not None
    ]


def author_link(page: Page, author: User) -> str:
    """Return the path at which `author` finds her item: My shop, or the admin."""
    if is_manager(author):
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    try:
        return reverse("myshop:edit", args=[page.pk])
    except NoReverseMatch:
        return "/ma-boutique/"

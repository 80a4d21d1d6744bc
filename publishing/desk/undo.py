"""Taking an approval back, for ten minutes or until something has gone out."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from publishing.models import Publication, Submission


class TooLate(Exception):
    """It can't be taken back; says why."""


def undo(submission: Submission, user: User) -> None:
    """Let the item wait again and withdraw its plans, all or nothing.

    Against the engine and other managers the rows decide: each step is one
    conditional UPDATE, and one that changes nothing undoes all of them. Raises
    TooLate with a sentence.
    """
    with transaction.atomic():
        _take_back(submission, user)


def _take_back(submission: Submission, user: User) -> None:
    now = timezone.now()
    if not submission.take_decision_back(now):
        raise TooLate(_("It was taken back already, or ten minutes are over."))
    for mark, before in submission.planned.items():
        _withdraw_plan(mark, parse_datetime(before) if before else None, now)
    page = Page.objects.get(pk=submission.task_state.workflow_state.object_id).specific
    if submission.leaves and not page.live:
        raise TooLate(_("It has left the site already."))
    if page.workflow_in_progress:
        raise TooLate(_newer())
    # Before it waits again: Wagtail ends what waits for approval by publishing.
    if submission.live_before is not None:
        submission.live_before.publish(user=user, log_action=False)
    elif page.live:
        page.unpublish(user=user, log_action=False)
    else:
        page.revisions.update(approved_go_live_at=None)
    _reopen(submission.task_state)
    log(instance=page, action="desk.undo", user=user)


def _withdraw_plan(mark: str, before: datetime | None, now: datetime) -> None:
    """Cancel a plan, or give it back the instant (aware) it had before."""
    publication = Publication.objects.select_related("channel").get(pk=mark)
    if publication.state == Publication.State.CANCELLED:
        return
    still = (
        publication.cancel()
        if before is None
        else publication.move(max(before, now), insisted=publication.insisted)
    )
    if not still:
        sentence = _("It has gone out on %(channel)s already, or is on its way.")
        raise TooLate(sentence % {"channel": publication.channel})


def _reopen(task_state: TaskState) -> None:
    """Put the approval back to waiting; no letter says so again to the managers."""
    reopened = TaskState.objects.filter(
        pk=task_state.pk, status=TaskState.STATUS_APPROVED
    ).update(status=TaskState.STATUS_IN_PROGRESS, finished_at=None, finished_by=None)
    try:
        with transaction.atomic():
            reopened += WorkflowState.objects.filter(
                pk=task_state.workflow_state_id, status=WorkflowState.STATUS_APPROVED
            ).update(
                status=WorkflowState.STATUS_IN_PROGRESS,
                current_task_state=task_state.pk,
            )
    except IntegrityError:
        raise TooLate(_newer()) from None
    if reopened != 2:
        raise TooLate(_newer())


def _newer() -> str:
    return _("Its author has sent another version meanwhile.")

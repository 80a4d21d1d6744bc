"""Each step of an approval reaches the other side by a letter.

Wagtail's own mails about the same steps are silenced for approvals only; any
other task that a town adds keeps them.
"""

from django.contrib.auth.models import User
from django.dispatch import Signal
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_approved,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from publishing.desk import letters
from publishing.desk.submissions import keep
from publishing.models import ApprovalTask, Publication
from publishing.taking_off import asks_to_go


def connect() -> None:
    """Connect our letters, and Wagtail's notifiers again in their quiet kind."""
    for signal, receiver in (
        (task_submitted, note_submission),
        (task_approved, tell_author_of_approval),
        (task_rejected, tell_author_of_change),
    ):
        signal.connect(receiver, sender=TaskState)
    for signal, sender, notifier, uid in (
        (
            task_submitted,
            TaskState,
            QuietTaskSubmission(),
            "group_approval_task_submitted_email_notification",
        ),
        (
            workflow_submitted,
            WorkflowState,
            QuietSubmission(),
            "workflow_state_submitted_email_notification",
        ),
        (
            workflow_rejected,
            WorkflowState,
            QuietRejection(),
            "workflow_state_rejected_email_notification",
        ),
        (
            workflow_approved,
            WorkflowState,
            QuietApproval(),
            "workflow_state_approved_email_notification",
        ),
    ):
        _replace(signal, sender, notifier, uid)


def note_submission(instance: TaskState, **_: object) -> None:
    """Keep what was sent, with its deadline, and write to who may decide."""
    task = _approval(instance)
    if task is not None:
        letters.tell_managers(task, instance, keep(instance))


def tell_author_of_approval(
    instance: TaskState, user: User | None = None, **_: object
) -> None:
    """Write to the author what was planned where and when."""
    if _approval(instance) is None:
        return
    publications = Publication.objects.filter(
        page_id=instance.workflow_state.object_id
    ).select_related("channel")
    gone = (Publication.State.CANCELLED, Publication.State.WITHDRAWN)
    letters.tell_author(
        "approved",
        instance,
        user,
        publications=publications.exclude(state__in=gone).order_by("at"),
        leaves=asks_to_go(instance.revision.as_object()),
    )


def tell_author_of_change(
    instance: TaskState, user: User | None = None, **_: object
) -> None:
    """Write to the author what the manager asks for."""
    if _approval(instance) is not None:
        letters.tell_author("sent_back", instance, user, comment=instance.comment)


def _approval(state: TaskState | None) -> ApprovalTask | None:
    task = state.task.specific if state is not None else None
    return task if isinstance(task, ApprovalTask) else None


def _replace(signal: Signal, sender: type, notifier: mail.Notifier, uid: str) -> None:
    """Take the place of Wagtail's notifier, whichever app is made ready first.

    A signal keeps one receiver for an uid, so Wagtail's later connect with the
    same uid changes nothing.
    """
    signal.disconnect(sender=sender, dispatch_uid=uid)
    signal.connect(notifier, sender=sender, dispatch_uid=uid, weak=False)


class QuietTaskSubmission(mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's "awaiting moderation" mail, but not for approvals."""

    def can_handle(self, instance: TaskState, **kwargs: object) -> bool:
        """Leave approvals to `note_submission`."""
        return super().can_handle(instance, **kwargs) and _approval(instance) is None


class QuietWorkflow(mail.BaseWorkflowStateEmailNotifier):
    """Wagtail's mails about a whole workflow, but not about approvals."""

    def can_handle(self, instance: WorkflowState, **kwargs: object) -> bool:
        """Leave approvals to our letters."""
        return (
            super().can_handle(instance, **kwargs)
            and _approval(instance.current_task_state) is None
        )


class QuietSubmission(QuietWorkflow, mail.WorkflowStateSubmissionEmailNotifier):
    """Wagtail's mail to superusers."""


class QuietRejection(QuietWorkflow, mail.WorkflowStateRejectionEmailNotifier):
    """Wagtail's mail that asks for a change."""


class QuietApproval(QuietWorkflow, mail.WorkflowStateApprovalEmailNotifier):
    """Wagtail's mail that says "approved"."""

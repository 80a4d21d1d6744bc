"""Each step of an approval reaches the other side by a letter.

Wagtail's own mails about the same steps are silenced for approvals only; any
other task that a town adds keeps them.
"""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.dispatch import Signal
from wagtail.admin import mail
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_approved,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from publishing import letters
from publishing.desk.items import author_link
from publishing.models import ApprovalTask, Publication


def connect() -> None:
    """Connect our letters, and Wagtail's notifiers again in their quiet kind."""
    for signal, receiver in (
        (task_submitted, tell_managers),
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


def tell_managers(instance: TaskState, user: User | None = None, **_: object) -> None:
    """Write to each manager of the task, but not to who submitted."""
    task = _approval(instance)
    if task is None:
        return
    page = instance.revision.as_object()
    submitter = instance.workflow_state.requested_by or user
    for manager in _managers(task, submitter):
        letters.write(
            "desk/letters/submitted",
            {
                "page": page,
                "submitter": submitter,
                "manager": manager,
                "path": task.screen_of(instance),
            },
            to=manager.email,
            language=letters.language_of(manager),
        )


def tell_author_of_approval(
    instance: TaskState, user: User | None = None, **_: object
) -> None:
    """Write to the author what was planned where and when."""
    page = instance.workflow_state.content_object
    publications = Publication.objects.filter(page_id=page.pk).select_related("channel")
    _tell_author(
        "desk/letters/approved",
        instance,
        user,
        {
            "publications": publications.exclude(
                state__in=(Publication.State.CANCELLED, Publication.State.WITHDRAWN)
            ).order_by("at"),
        },
    )


def tell_author_of_change(
    instance: TaskState, user: User | None = None, **_: object
) -> None:
    """Write to the author what the manager asks for."""
    _tell_author(
        "desk/letters/sent_back", instance, user, {"comment": instance.comment}
    )


def _tell_author(
    template: str, state: TaskState, user: User | None, context: dict[str, object]
) -> None:
    author = state.workflow_state.requested_by
    if _approval(state) is None or author is None or author == user:
        return
    if not (author.is_active and author.email):
        return
    page: Page = state.workflow_state.content_object.specific
    context |= {
        "page": page,
        "title": state.revision.object_str,
        "author": author,
        "decided_by": user,
        "link": author_link(page, author),
    }
    letters.write(
        template, context, to=author.email, language=letters.language_of(author)
    )


def _managers(task: ApprovalTask, submitter: User | None) -> QuerySet[User]:
    """Return who gets the letter: the task's groups, else the administrators."""
    reachable = User.objects.filter(is_active=True).exclude(email="")
    if submitter is not None:
        reachable = reachable.exclude(pk=submitter.pk)
    managers = reachable.filter(groups__in=task.groups.all()).distinct()
    return managers if managers.exists() else reachable.filter(is_superuser=True)


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
        """Leave approvals to `tell_managers`."""
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

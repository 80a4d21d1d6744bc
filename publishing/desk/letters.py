"""What the desk writes to authors, managers and deputies about an approval."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.db.models import QuerySet
from wagtail.models import Page, TaskState

from publishing import letters
from publishing.desk.items import author_link
from publishing.desk.mail_links import link_for
from publishing.models import ApprovalTask, Deputy, Submission


def tell_managers(task: ApprovalTask, state: TaskState, submission: Submission) -> None:
    """Write to each manager and deputy that an item waits, but not to who sent it."""
    submitter = state.workflow_state.requested_by
    context = {
        "page": state.revision.as_object(),
        "submitter": submitter,
        "decide_by": submission.decide_by,
        "said": submission.announcement,
        "leaves": submission.leaves,
    }
    for reader, email, language in _readers(task, submitter):
        path = "" if isinstance(reader, Deputy) else task.screen_of(state)
        link = link_for(state, submission.seen, reader)
        letters.write(
            "desk/letters/submitted",
            {**context, "path": path, "link": link},
            to=email,
            language=language,
        )


def tell_deadline_went_by(
    task: ApprovalTask, state: TaskState, submission: Submission, *, dropped: bool
) -> None:
    """Write to the managers that nobody decided in time, and what happened then."""
    submitter = state.workflow_state.requested_by
    context = {
        "title": state.revision.object_str,
        "decide_by": submission.decide_by,
        "approved": state.status == TaskState.STATUS_APPROVED,
        "dropped": dropped,
        "leaves": submission.leaves,
        "path": task.screen_of(state),
    }
    for manager in managers_of(task, submitter):
        letters.write(
            "desk/letters/went_by",
            context,
            to=manager.email,
            language=letters.language_of(manager),
        )


def tell_author(
    template: str, state: TaskState, user: User | None, **context: object
) -> None:
    """Write to who sent the item, unless she decided herself or can't be reached."""
    author = state.workflow_state.requested_by
    if author is None or author == user or not (author.is_active and author.email):
        return
    page: Page = Page.objects.get(pk=state.workflow_state.object_id).specific
    letters.write(
        f"desk/letters/{template}",
        {
            "page": page,
            "title": state.revision.object_str,
            "author": author,
            "who": who_decided(state, user),
            "link": author_link(page, author),
            **context,
        },
        to=author.email,
        language=letters.language_of(author),
    )


def tell_author_it_waits_again(state: TaskState, user: User) -> None:
    """Write to the author that an approval was taken back."""
    tell_author("waits_again", state, user)


def who_decided(state: TaskState, user: User | None) -> str:
    """Return the name of the manager or deputy, "" when nobody decided."""
    if user is not None:
        return user.get_full_name() or user.username
    names = Submission.objects.filter(pk=state.pk).values_list("deputy", flat=True)
    return next(iter(names), "")


def managers_of(task: ApprovalTask, submitter: User | None) -> QuerySet[User]:
    """Return who gets the letters: the task's groups, else the administrators."""
    reachable = User.objects.filter(is_active=True).exclude(email="")
    if submitter is not None:
        reachable = reachable.exclude(pk=submitter.pk)
    managers = reachable.filter(groups__in=task.groups.all()).distinct()
    return managers if managers.exists() else reachable.filter(is_superuser=True)


def _readers(
    task: ApprovalTask, submitter: User | None
) -> Iterator[tuple[User | Deputy, str, str]]:
    for manager in managers_of(task, submitter):
        yield manager, manager.email, letters.language_of(manager)
    own = submitter.email.lower() if submitter else ""
    for deputy in Deputy.objects.filter(active=True):
        if deputy.email.lower() != own:
            yield deputy, deputy.email, deputy.language

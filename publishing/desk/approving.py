"""One way to approve: Wagtail's other ways to publish lead to the same screen.

While an item waits for approval, "Publish" would put it on the site, cancel the
approval without a word to its author, and announce it nowhere. So it is hidden
in the editor, and whoever still presses it gets her corrections saved and the
approval screen. A page that waits for nothing may be published in the editor:
that changes the site, and the channels only where it stands already.
"""

from django.http import HttpRequest
from wagtail.models import Page

from publishing.contract import Publishable
from publishing.models import ApprovalTask, Publication


def waits_for_approval(page: Page) -> bool:
    """Whether `page` is at an ApprovalTask."""
    return isinstance(page.current_workflow_task, ApprovalTask)


def screen_of(page: Page) -> str:
    """Return the address where `page` is approved, "" when it doesn't wait."""
    if not waits_for_approval(page):
        return ""
    return ApprovalTask.screen_of(page.current_workflow_task_state)


def ask_to_look(request: HttpRequest) -> None:
    """Turn "publish" in the editor's form into "look and approve"."""
    if "action-publish" not in request.POST:
        return
    posted = request.POST.copy()
    del posted["action-publish"]
    posted["action-workflow-action"] = "true"
    posted["workflow-action-name"] = "look"
    request.POST = posted  # type: ignore[assignment]


def is_announced_nowhere(page: Page) -> bool:
    """Whether `page` could be announced and never was planned."""
    planned = Publication.objects.filter(page_id=page.pk)
    return isinstance(page, Publishable) and not planned.exists()

"""Items on their way: waiting for approval, sent back, or planned."""

from datetime import datetime

from django.contrib.auth.models import User
from wagtail.models import Page

from cityhub.demo import pages
from publishing.models import Channel
from publishing.models.approval import Decision

Plan = dict[Channel, datetime]


def hand_in(
    parent: Page,
    page: Page,
    owner: User,
    manager: User,
    state: str,
    *,
    comment: str = "",
    plan: Plan | None = None,
) -> None:
    """Bring `page` as far as `state`: waiting, sent_back or planned.

    `comment` goes back with it; `plan` says when (aware) each channel gets it,
    and the page itself with the first of them.
    """
    task_state = pages.submit(parent, page, owner)
    task = task_state.task.specific
    if state == "sent_back":
        task.send_back(task_state, manager, comment)
    elif state == "planned":
        seen = page.get_latest_revision().created_at
        plan = plan or {}
        decision = Decision(seen=seen, plan=plan, go_live_at=min(plan.values()))
        task.approve(task_state, manager, decision)

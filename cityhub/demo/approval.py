"""Items on their way: waiting for approval, sent back, or planned."""

from datetime import datetime

from django.contrib.auth.models import User
from wagtail.models import Page

from cityhub.demo import pages
from publishing.models import Channel, Publication

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

    `comment` goes back with it; `plan` says when (aware) each channel gets it.
    """
    task_state = pages.submit(parent, page, owner)
    if state == "sent_back":
        task_state.reject(user=manager, comment=comment)
    elif state == "planned":
        for channel, at in (plan or {}).items():
            Publication.objects.plan(page, channel, at, planned_by=manager)
        task_state.approve(user=manager)

"""Items on their way: waiting for approval, sent back, or planned."""

from django.contrib.auth.models import User
from wagtail.models import Page

from cityhub.demo import pages


def hand_in(
    parent: Page, page: Page, owner: User, manager: User, state: str, comment: str = ""
) -> None:
    """Bring `page` as far as `state`: waiting, sent_back or planned."""
    task = pages.submit(parent, page, owner)
    if state == "sent_back":
        task.reject(user=manager, comment=comment)
    elif state == "planned":
        task.approve(user=manager)

"""A page that asks to be taken off the site.

It says so by a revision whose time is over. That waits for approval as any other
change; once it is approved, the embargo takes the page off, and what stands of it
on the channels follows.
"""

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Page


def ask(page: Page, user: User) -> None:
    """Make the revision in which `page`, as it is on the site, asks to go."""
    page.expire_at = timezone.now()
    page.save_revision(user=user, log_action=True)


def asks_to_go(page: Page) -> bool:
    """Whether `page` is on the site and, in these words, its time is over."""
    return page.live and _is_over(page)


def stay(page: Page) -> None:
    """Let `page` go on, if its time was over; the caller saves it."""
    if _is_over(page):
        page.expire_at = None


def _is_over(page: Page) -> bool:
    return page.expire_at is not None and page.expire_at <= timezone.now()

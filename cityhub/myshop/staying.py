"""How long somebody stays signed in.

A shopkeeper stays so on her phone, three months from her last visit; whoever
works for the town signs in each day (SESSION_COOKIE_AGE).
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from wagtail.permission_policies.pages import PagePermissionPolicy

ON_HER_PHONE = 60 * 60 * 24 * 90  # seconds; Django counts them from the last write
VISIT = (
    "myshop_visit"  # in the session of somebody who stays: the day of her last visit
)


def works_for_the_town(user: User | AnonymousUser) -> bool:
    """Whether `user` may publish: the manager and the administrator."""
    return PagePermissionPolicy().user_has_permission(user, "publish")


@receiver(user_logged_in)
def stay(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Keep a shopkeeper signed in."""
    if request is not None and not works_for_the_town(user):
        request.session.set_expiry(ON_HER_PHONE)
        request.session[VISIT] = _today()


def renew(request: HttpRequest) -> None:
    """Let the three months begin anew, with at most one write a day."""
    if request.session.get(VISIT, _today()) != _today():
        request.session[VISIT] = _today()


def _today() -> str:
    return timezone.localdate().isoformat()

"""Who may work on issues and follow their delivery."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from publishing.newsletter.models import NewsletterPage


def may_write_issues(request: HttpRequest) -> bool:
    """Return whether the visitor may add issues to the newsletter."""
    newsletter = NewsletterPage.objects.first()
    return bool(
        newsletter and newsletter.permissions_for_user(request.user).can_add_subpage()
    )


def writer_of(request: HttpRequest) -> User:
    """Return who asks: the admin lets nobody in unknown."""
    return cast(User, request.user)


def for_writers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who may write issues; nobody else learns what is in them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_write_issues(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded

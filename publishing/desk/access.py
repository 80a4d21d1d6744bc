"""Who works at the desk: those who approve, and administrators."""

from typing import cast

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.views import View

from publishing.models import ApprovalTask


def is_manager(user: User | AnonymousUser) -> bool:
    """Whether `user` works at the desk; asked once per user object."""
    if not hasattr(user, "_works_at_the_desk"):
        user._works_at_the_desk = user.is_active and (  # type: ignore[union-attr]
            user.is_superuser
            or ApprovalTask.objects.filter(
                active=True, groups__in=user.groups.all()
            ).exists()
        )
    return user._works_at_the_desk  # type: ignore[union-attr]


def may_connect(user: User | AnonymousUser) -> bool:
    """Whether `user` may connect channels: an administrator can take it away."""
    return user.has_perm("publishing.change_channel")


class DeskView(View):
    """A view for managers; Wagtail leads others to its start page, with a word."""

    @property
    def manager(self) -> User:
        """Return who works here."""
        return cast("User", self.request.user)

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Let managers in only, before a view looks for anything.

        So strangers get the same answer, whether what they ask for exists or not.
        """
        if not is_manager(request.user):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)

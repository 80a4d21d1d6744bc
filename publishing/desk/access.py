"""Who works at the desk: those who approve, and administrators."""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.views import View

from publishing.models import ApprovalTask, Standstill


@dataclass(frozen=True)
class _Desk:
    """What every screen asks of who looks: is she a manager, does all stand still?

    `task` is what she decides.
    """

    works_here: bool
    stands_still: bool
    task: int | None = None


def is_manager(user: User | AnonymousUser) -> bool:
    """Whether `user` works at the desk; asked once per user object."""
    return _desk_of(user).works_here


def may_stand_still(user: User | AnonymousUser) -> bool:
    """Whether a manager has to be told that all stands still, as far as is known."""
    return _desk_of(user).stands_still


def is_in_group_of(task: ApprovalTask, user: User) -> bool:
    """Whether `user` is known to be in one of the groups that decide `task`."""
    return task.pk == _desk_of(user).task


def _desk_of(user: User | AnonymousUser) -> _Desk:
    if not hasattr(user, "_desk"):
        user._desk = _asked(user)  # type: ignore[union-attr]
    return user._desk  # type: ignore[union-attr]


def with_desk(users: QuerySet[User]) -> QuerySet[User]:
    """Let `users` bring along what every screen of the desk asks of them."""
    tasks = ApprovalTask.objects.filter(active=True, groups__user=OuterRef("pk"))
    return users.annotate(
        decides=Subquery(tasks.order_by("pk").values("pk")[:1]),
        stands_still=Exists(Standstill.objects.filter(holds=True)),
    )


def _asked(user: User | AnonymousUser) -> _Desk:
    if not user.is_active or user.is_superuser:
        return _Desk(user.is_active, user.is_active)
    if hasattr(user, "decides"):
        task: int | None = user.decides
        still: bool = user.stands_still  # type: ignore[union-attr, attr-defined]
        return _Desk(task is not None, task is not None and still, task)
    found = with_desk(User.objects.filter(pk=user.pk))
    return next((_asked(each) for each in found), _Desk(False, False))


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

"""Who is at the door: by user name or by mail address, with a limit on tries.

It stands behind both doors, My shop's and Wagtail's.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import HttpRequest

from cityhub.myshop.limits import too_many_failures
from publishing.desk.access import with_desk


class NameOrMail(ModelBackend):
    """Django's own backend, which also knows people by their mail address."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the user; after too many wrong passwords nobody for a while."""
        name = (username or kwargs.get(User.USERNAME_FIELD) or "").strip()
        if request and too_many_failures(request, name, count=False):
            raise PermissionDenied
        user = super().authenticate(request, _username(name), password)
        if user is None and request:
            too_many_failures(request, name, count=True)
        return user

    def get_user(self, user_id: int) -> User | None:
        """Return an active user, with what every screen of the admin asks of her."""
        found = User.objects.filter(pk=user_id).select_related("wagtail_userprofile")
        return next(
            (each for each in with_desk(found) if self.user_can_authenticate(each)),
            None,
        )

    def get_all_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """Return what Django's own does, of her and her groups by one query."""
        known = user_obj.is_superuser or hasattr(user_obj, "_perm_cache")
        if user_obj.is_active and obj is None and not known:
            groups = Q(group__in=user_obj.groups.all())
            granted = Permission.objects.filter(Q(user=user_obj.pk) | groups)
            names = granted.order_by().values_list(
                "content_type__app_label", "codename"
            )
            user_obj._perm_cache = {  # type: ignore[attr-defined]
                f"{app}.{name}" for app, name in names.distinct()
            }
        return super().get_all_permissions(user_obj, obj)


def _username(name: str) -> str:
    """Return the user name of the one active account with this mail address."""
    if "@" not in name or User.objects.filter(username=name).exists():
        return name
    found = User.objects.filter(email__iexact=name, is_active=True)[:2]
    return found[0].username if len(found) == 1 else name

"""What the manager's screens about subscribers share."""

from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy
from django.views.generic.base import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from publishing.newsletter.models import Subscriber

SUBSCRIBERS = {
    "url": reverse_lazy("newsletter_subscribers:index"),
    "label": gettext_lazy("Subscribers"),
}


class PeopleView(WagtailAdminTemplateMixin, View):
    """A screen about subscribers, for those who may do `permission` with them."""

    header_icon = "group"
    permission = "add"

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Let nobody else in."""
        policy = policy_registry.get_by_type(Subscriber)
        if not policy.user_has_permission(request.user, self.permission):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)

    @property
    def operator(self) -> User:
        """Return who works here."""
        return cast("User", self.request.user)

"""The manager's screen of subscribers: look up, add by hand, take off."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelForm, modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from publishing.newsletter.forms import ByHandForm
from publishing.newsletter.models import Consent, Subscriber


class AddByHandView(generic.CreateView):
    """Subscribe somebody on her word, in the operator's name."""

    page_title = gettext_lazy("Add a subscriber by hand")

    def save_instance(self) -> models.Model:
        """Keep who did it."""
        self.form.operator = self.request.user
        return super().save_instance()


class SubscriberView(generic.InspectView):
    """One subscriber and how she agreed."""

    template_name = "newsletter/desk/subscriber.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the chain of her consents."""
        context = super().get_context_data(**kwargs)
        context["consents"] = self.object.consents.select_related("operator")
        return context


class SubscriberViewSet(ModelViewSet):
    """Subscribers. There is no copy, and no edit of an address: it was confirmed."""

    model = Subscriber
    name = "newsletter_subscribers"
    url_prefix = "newsletter/subscribers"
    menu_label = gettext_lazy("Subscribers")
    icon = "group"
    menu_order = 200
    list_display = ("email", "name", "state", "language", "since")
    list_filter = ("state", "language")
    list_per_page = 50
    search_fields = ("email", "name")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ("email", "name", "language", "state", "since")
    add_view_class = AddByHandView
    inspect_view_class = SubscriberView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """Return the form: evidence is asked when adding, never when editing."""
        if for_update:
            return modelform_factory(Subscriber, fields=("name", "language"))
        return ByHandForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address that takes somebody off."""
        return [
            *super().get_urlpatterns(),
            path("unsubscribe/<int:pk>/", unsubscribe, name="unsubscribe"),
        ]


@require_POST
def unsubscribe(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off who asked for it in person."""
    policy = policy_registry.get_by_type(Subscriber)
    if not policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    subscriber = get_object_or_404(Subscriber, pk=pk)
    subscriber.unsubscribe(
        Consent(
            what=Consent.What.WITHDRAWN,
            source=Consent.Source.DESK,
            operator=cast(User, request.user),
        )
    )
    messages.success(request, _("%(who)s is unsubscribed.") % {"who": subscriber})
    return redirect("newsletter_subscribers:inspect", subscriber.pk)

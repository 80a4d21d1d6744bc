"""The manager's screen of subscribers: look up, add by hand, take off."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Media, ModelForm, modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.permissions import policy_registry

from publishing.newsletter.forms import ByHandForm
from publishing.newsletter.models import Bounce, Consent, Subscriber, Suppression
from publishing.newsletter.models.consent import is_unbroken
from publishing.newsletter.people.erasing import erase_person
from publishing.newsletter.people.import_views import ImportView
from publishing.newsletter.people.merchant_views import MerchantsView
from publishing.newsletter.people.own_views import receipt_of
from publishing.newsletter.people.retention_views import RetentionView
from publishing.town_time import say_moment


class SubscribersView(generic.IndexView):
    """The list, and the ways to what is done with many at once."""

    @cached_property
    def add_item_label(self) -> str:
        """Say it as shortly as a phone needs it."""
        return _("Add by hand")

    def get_context_data(self, *args: object, **kwargs: object) -> dict[str, object]:
        """Add what makes the list readable on a phone."""
        context = super().get_context_data(*args, **kwargs)
        context["media"] += Media(css={"all": ["newsletter/people.css"]})
        return context

    @property
    def header_more_buttons(self) -> list[Button]:
        """Add import, proposals and the preview of the rule of three years."""
        ways = [
            (gettext_lazy("Import a list"), "import", "upload", "add"),
            (gettext_lazy("Propose merchants"), "merchants", "user", "add"),
            (gettext_lazy("How long we keep people"), "retention", "history", "view"),
        ]
        return [
            *super().header_more_buttons,
            *(
                Button(
                    words,
                    url=reverse(f"newsletter_subscribers:{name}"),
                    icon_name=icon,
                    priority=priority,
                )
                for priority, (words, name, icon, verb) in enumerate(ways, start=100)
                if self.user_has_permission(verb)
            ),
        ]


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
    page_title = gettext_lazy("Subscriber")

    def get_field_display_value(self, field_name: str, field: models.Field) -> object:
        """Say instants as the town does; a dash for nothing."""
        value = super().get_field_display_value(field_name, field)
        return say_moment(value) if isinstance(value, datetime) else value or "–"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the chain of her consents, and what came back of her mail."""
        context = super().get_context_data(**kwargs)
        context["consents"] = list(self.object.consents.all())
        context["is_unbroken"] = is_unbroken(context["consents"])
        context["bounces"] = Bounce.objects.of_reader(self.object)
        return context


class EraseView(generic.DeleteView):
    """Forget a person who asks for it; a hash of her address stays."""

    page_title = gettext_lazy("Erase everything about this person")
    success_message = gettext_lazy("Everything about this person is erased.")

    @property
    def confirmation_message(self) -> str:
        """Say what goes, and what stays."""
        return _(
            "The address, the record of the consent and the letters are deleted. "
            "Only an unreadable mark stays, so that no list brings this person back."
        )

    def delete_action(self) -> None:
        """Forget her the one right way."""
        erase_person(self.object, Suppression.Why.ERASED)


class SubscriberViewSet(ModelViewSet):
    """Subscribers. There is no copy, and no edit of an address: it was confirmed."""

    model = Subscriber
    name = "newsletter_subscribers"
    url_prefix = "newsletter/subscribers"
    menu_label = gettext_lazy("Subscribers")
    icon = "group"
    menu_order = 200
    list_display = (
        "email", "name", "state",
        Column("since", label=gettext_lazy("Since"), accessor="since_day"),
    )  # fmt: skip
    list_filter = ("state", "language", "role")
    list_per_page = 50
    search_fields = ("email", "name")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = (
        "email", "name", "language", "role", "state", "since", "last_sign_at",
    )  # fmt: skip
    index_view_class = SubscribersView
    add_view_class = AddByHandView
    inspect_view_class = SubscriberView
    delete_view_class = EraseView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """Return the form: evidence is asked when adding, never when editing."""
        if for_update:
            return modelform_factory(Subscriber, fields=("name", "language", "role"))
        return ByHandForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add what is done with one subscriber, and with many."""
        return [
            *super().get_urlpatterns(),
            path("import/", ImportView.as_view(), name="import"),
            path("merchants/", MerchantsView.as_view(), name="merchants"),
            path("retention/", RetentionView.as_view(), name="retention"),
            path("receipt/<int:pk>/", receipt, name="receipt"),
            path("unsubscribe/<int:pk>/", unsubscribe, name="unsubscribe"),
        ]


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand over how somebody agreed, to be read, filed or sent to her."""
    if not policy_registry.get_by_type(Subscriber).user_has_permission(
        request.user, "view"
    ):
        raise PermissionDenied
    return receipt_of(get_object_or_404(Subscriber, pk=pk))


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

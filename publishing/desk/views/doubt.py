"""A person settles a doubt: it is there, and where; or it is not there."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing import doubt
from publishing.desk.access import DeskView
from publishing.desk.doubts import doubt_card
from publishing.desk.views.approval import DESK
from publishing.models import Publication
from publishing.transport import SendError

MEANWHILE = gettext_lazy(
    "Nothing was changed: CityHub is looking at this moment, a try may still be on "
    "its way, or it has been settled. Please look again in a few minutes."
)


class FoundForm(forms.Form):
    """Where it stands: one of the last posts, or a pasted address."""

    picked = forms.CharField(required=False)
    address = forms.CharField(
        label=gettext_lazy("Or paste its address"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Open it on the channel, then copy the address shown."),
    )

    def clean(self) -> dict[str, Any]:
        """Want one of the two; a pasted address is meant before a picked one."""
        cleaned = super().clean() or {}
        cleaned["where"] = cleaned.get("address") or cleaned.get("picked")
        if not cleaned["where"]:
            raise forms.ValidationError(
                _("Choose it in the list, or paste its address.")
            )
        return cleaned


class FoundView(DeskView, WagtailAdminTemplateMixin, FormView):
    """“It is there”: choose which one it is."""

    template_name = "desk/found.html"
    form_class = FoundForm
    page_title = gettext_lazy("It is there")
    header_icon = "help"

    @cached_property
    def publication(self) -> Publication:
        """Return what is in doubt."""
        return get_object_or_404(
            Publication.objects.select_related("channel"), pk=self.kwargs["pk"]
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the item."""
        item = self.publication
        back = {"url": self.get_success_url(), "label": item.page_title}
        return [DESK, back, {"url": "", "label": self.page_title}]

    def get_success_url(self) -> str:
        """Return the item's screen."""
        return reverse("desk:publication", args=[self.kwargs["pk"]])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was published there last, or why it can't be read."""
        item, sights, unreadable = self.publication, [], ""
        try:
            sights = doubt.sights(item)
        except SendError as error:
            unreadable = str(error.message)
        return super().get_context_data(
            publication=item,
            card=doubt_card(item),
            sights=sights,
            unreadable=unreadable,
            **kwargs,
        )

    def form_valid(self, form: FoundForm) -> HttpResponse:
        """Adopt it when it can be read there."""
        item = self.publication
        try:
            done = doubt.it_is_there(item, form.cleaned_data["where"], self.manager)
        except SendError as error:
            form.add_error("address", str(error.message))
            return self.form_invalid(form)
        if done:
            sentence = _(
                "“%(title)s” counts as published; it is kept true from now on."
            )
            messages.success(self.request, sentence % {"title": item.page_title})
        else:
            messages.error(self.request, MEANWHILE)
        return super().form_valid(form)


class AbsentView(DeskView, View):
    """“It is not there: send it”, by POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Send it after all, and say so."""
        item = get_object_or_404(Publication.objects.select_related("channel"), pk=pk)
        try:
            done = doubt.it_is_not_there(item, self.manager)
        except SendError as error:
            messages.error(request, str(error.message))
        else:
            if done:
                sentence = _("“%(title)s” is sent to %(channel)s now.")
                words = {"title": item.page_title, "channel": item.channel}
                messages.success(request, sentence % words)
            else:
                messages.error(request, MEANWHILE)
        back = get_valid_next_url_from_request(request)
        return redirect(back or reverse("desk:publication", args=[pk]))

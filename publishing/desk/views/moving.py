"""Another time for what is planned, in the rhythm of its channel."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.fields import taken_proposal
from publishing.desk.forms import MoveForm
from publishing.desk.views.approval import DESK
from publishing.models import Publication
from publishing.town_time import say_moment


class MoveView(DeskView, WagtailAdminTemplateMixin, View):
    """One planned publication gets another time."""

    template_name = "desk/move.html"
    header_icon = "calendar-alt"
    publication: Publication

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the publication, whatever its state."""
        self.publication = get_object_or_404(
            Publication.objects.select_related("channel"), pk=kwargs["pk"]
        )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show when it goes out."""
        return self._show(MoveForm(publication=self.publication))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Move it, or say what is against that time."""
        data = taken_proposal(request.POST)
        form = MoveForm(data, publication=self.publication)
        if not form.is_valid():
            return self._show(form)
        at, insisted = form.cleaned_data["at"], form.cleaned_data["insist"]
        words = {
            "title": self.publication.page_title,
            "channel": self.publication.channel,
            "when": say_moment(at),
        }
        if self.publication.move(at, insisted=insisted):
            sentence = _("“%(title)s” goes out on %(channel)s: %(when)s.")
            messages.success(request, sentence % words)
        else:
            sentence = _("“%(title)s” is on its way or out already: nothing changed.")
            messages.error(request, sentence % words)
        return redirect(self._back())

    def get_page_title(self) -> str:
        """Return the item's title."""
        return self.publication.page_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the item."""
        item = reverse("desk:publication", args=[self.publication.pk])
        return [
            DESK,
            {"url": item, "label": self.get_page_title()},
            {"url": "", "label": _("Move")},
        ]

    def _back(self) -> str:
        item = reverse("desk:publication", args=[self.publication.pk])
        return get_valid_next_url_from_request(self.request) or item

    def _show(self, form: MoveForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(
                form=form, publication=self.publication, next_url=self._back()
            )
        )

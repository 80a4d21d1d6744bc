"""Another time for what is planned; or a new plan for what was taken back."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.fields import taken_proposal
from publishing.desk.forms import MoveForm
from publishing.desk.views.approval import DESK
from publishing.models import Publication
from publishing.models.publication import NotForThisChannel
from publishing.town_time import say_moment
from publishing.transport import Sentence


class MoveView(DeskView, WagtailAdminTemplateMixin, View):
    """One planned publication gets another time."""

    template_name = "desk/move.html"
    header_icon = "calendar-alt"
    verb: ClassVar[Sentence] = gettext_lazy("Move it")
    publication: Publication

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the publication, whatever its state."""
        self.publication = get_object_or_404(
            Publication.objects.select_related("channel", "page"), pk=kwargs["pk"]
        )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show when it goes out."""
        return self._show(self._form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Plan it for that time, or say what is against it."""
        form = self._form(taken_proposal(request.POST))
        if not form.is_valid():
            return self._show(form)
        at, insisted = form.cleaned_data["at"], form.cleaned_data["insist"]
        words = {
            "title": self.publication.page_title,
            "channel": self.publication.channel,
            "when": say_moment(at),
        }
        if self._plan(at, insisted=insisted):
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
            {"url": "", "label": self.verb},
        ]

    def _why_not(self) -> str:
        """Return why it can't be done at all, "" when it can."""
        if self.publication.state == Publication.State.PLANNED:
            return ""
        return _("It is no longer planned, so it cannot be moved.")

    def _proposed_at(self) -> datetime:
        return self.publication.at

    def _plan(self, at: datetime, *, insisted: bool) -> bool:
        return self.publication.move(at, insisted=insisted)

    def _form(self, data: Any = None) -> MoveForm:
        return MoveForm(
            data, publication=self.publication, proposed_at=self._proposed_at()
        )

    def _back(self) -> str:
        item = reverse("desk:publication", args=[self.publication.pk])
        return get_valid_next_url_from_request(self.request) or item

    def _show(self, form: MoveForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(
                form=form,
                publication=self.publication,
                next_url=self._back(),
                verb=self.verb,
                why_not=self._why_not(),
            )
        )


class AgainView(MoveView):
    """What was taken back, by us or by hand on the channel, is planned anew.

    CityHub never does so by itself: a person looked, and wants it there again.
    """

    verb = gettext_lazy("Post it again")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Plan it anew, unless it can't be meanwhile."""
        if self._why_not():
            return self._show(self._form())
        return super().post(request, **kwargs)

    def _why_not(self) -> str:
        if not self.publication.may_be_planned_again:
            return _("It was not taken back, or is planned again already.")
        if self.publication.page is None or not self.publication.page.live:
            return _("Its page is not on the site: publish it first.")
        return ""

    def _proposed_at(self) -> datetime:
        return self.publication.channel.next_slot(timezone.now(), self.publication)

    def _plan(self, at: datetime, *, insisted: bool) -> bool:
        item = self.publication
        if item.page is None:
            return False
        try:
            planned = Publication.objects.plan(
                item.page,
                item.channel,
                at,
                item.wave,
                text=item.text,
                planned_by=self.manager,
                insisted=insisted,
            )
        except NotForThisChannel:
            return False
        return planned.state == Publication.State.PLANNED and planned.at == at

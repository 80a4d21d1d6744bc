"""Planned and published: the list, one item everywhere, and what to do about it."""

from typing import Any

import django_filters
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import IndexView, WagtailAdminTemplateMixin
from wagtail.models import Page

from publishing.desk.access import DeskView
from publishing.desk.agreement import agreement
from publishing.desk.doubts import doubt_card
from publishing.desk.views.approval import DESK
from publishing.desk.why import why
from publishing.models import Channel, Letter, Publication
from publishing.models.content import content_of, read_along
from publishing.town_time import say_moment

LIST = {
    "url": "",
    "label": gettext_lazy("Planned and published"),
}


class PublicationFilters(WagtailFilterSet):
    """By channel, state and period."""

    channel = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Channel"), queryset=Channel.objects.order_by("pk")
    )
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=Publication.State.choices
    )
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Period"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Publication
        fields = ["channel", "state", "at"]


class StateColumn(Column):
    """A publication's state: word and icon."""

    cell_template_name = "desk/state_cell.html"


class PublicationsView(DeskView, IndexView):
    """Every publication, newest first."""

    model = Publication
    queryset = Publication.objects.select_related("channel")
    page_title = gettext_lazy("Planned and published")
    header_icon = "calendar-alt"
    any_permission_required = None
    index_url_name = "desk:publications"
    index_results_url_name = "desk:publications_results"
    filterset_class = PublicationFilters
    is_searchable = True
    search_fields = ["page_title"]
    search_backend_name = None
    default_ordering = "-at"
    paginate_by = 30
    columns = [
        TitleColumn(
            "page_title",
            label=gettext_lazy("Item"),
            get_url=lambda row: reverse("desk:publication", args=[row.pk]),
        ),
        Column("channel", label=gettext_lazy("Channel")),
        Column(
            "at",
            label=gettext_lazy("When"),
            accessor=lambda row: say_moment(row.published_at or row.at),
            sort_key="at",
        ),
        StateColumn("state", label=gettext_lazy("State")),
    ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the desk."""
        return [DESK, LIST]


class ItemView(DeskView, WagtailAdminTemplateMixin, DetailView):
    """One item: every channel, state, since when, link there, each try."""

    queryset = Publication.objects.select_related("channel", "page")
    template_name = "desk/item.html"
    header_icon = "calendar-alt"

    def get_page_title(self) -> str:
        """Return the item's title."""
        return self.object.page_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        back = {**LIST, "url": reverse("desk:publications")}
        return [DESK, back, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the item's publications on all channels, each with its tries.

        Each knows how it agrees with the page, and what is doubtful about it.
        """
        publications = self._everywhere()
        unsure = Publication.State.UNSURE
        places = [
            (each, agreement(each), doubt_card(each) if each.state == unsure else None)
            for each in publications
        ]
        return super().get_context_data(
            publications=publications,
            places=places,
            reasons=why(publications[0].page, publications),
            **kwargs,
        )

    def _everywhere(self) -> list[Publication]:
        """Return them all, sharing one page, which is read once."""
        everywhere = Publication.objects.filter(pk=self.object.pk)
        if self.object.page_id:
            everywhere = Publication.objects.filter(page_id=self.object.page_id)
        found = list(
            everywhere.with_surroundings()
            .select_related("planned_by", "carrier")
            .prefetch_related("attempts__looked_by")
            .order_by("channel_id", "at")
        )
        page = found[0].page
        if page is not None:
            read_along([content_of(page)])
            for each in found:
                each.page = page
        return found


class PageView(DeskView, WagtailAdminTemplateMixin, View):
    """The item of a page, whatever channels it is on."""

    template_name = "desk/nowhere.html"
    header_icon = "calendar-alt"
    page: Page

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Lead to its screen; say why a page is announced nowhere."""
        latest = Publication.objects.filter(page_id=page_id).order_by("-at").first()
        if latest is not None:
            return redirect("desk:publication", pk=latest.pk)
        self.page = get_object_or_404(Page, pk=page_id)
        context = self.get_context_data(page=self.page, reasons=why(self.page, ()))
        return self.render_to_response(context)

    def get_page_title(self) -> str:
        """Return the item's title."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        back = {**LIST, "url": reverse("desk:publications")}
        return [DESK, back, {"url": "", "label": self.get_page_title()}]


class VerbView(DeskView, View):
    """One verb on one publication, by POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: str, verb: str) -> HttpResponse:
        """Do it, say what happened, go back to where the button was."""
        publication = get_object_or_404(
            Publication.objects.select_related("channel"), pk=pk
        )
        verbs = {"retry": self._retry, "cancel": self._cancel, "look": self._look}
        if verb not in verbs:
            raise Http404
        done, sentence = verbs[verb](publication)
        if done:
            messages.success(request, sentence)
        else:
            messages.error(request, sentence)
        back = get_valid_next_url_from_request(request)
        return redirect(back or reverse("desk:publication", args=[pk]))

    def _retry(self, publication: Publication) -> tuple[bool, str]:
        return _said(
            publication.retry(),
            publication,
            _("“%(title)s” is tried again on %(channel)s."),
        )

    def _look(self, publication: Publication) -> tuple[bool, str]:
        return _said(
            publication.look_now(),
            publication,
            _("CityHub looks for “%(title)s” on %(channel)s now."),
        )

    def _cancel(self, publication: Publication) -> tuple[bool, str]:
        return _said(
            publication.cancel(),
            publication,
            _("“%(title)s” will not go out on %(channel)s."),
        )


class LetterView(DeskView, View):
    """Send a letter again that the mail server refused, by POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put the letter back among those that are due."""
        letter = get_object_or_404(Letter, pk=pk)
        if letter.send_again():
            messages.success(
                request, _("The mail to %(to)s is sent again.") % {"to": letter.to}
            )
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def _said(
    done: bool, publication: Publication, sentence: str, **words: str
) -> tuple[bool, str]:
    """Return the sentence for a verb that was done, or why it wasn't."""
    if not done:
        sentence = _(
            "“%(title)s” is meanwhile in another state on %(channel)s: nothing changed."
        )
    return done, sentence % {
        "title": publication.page_title,
        "channel": publication.channel,
        **words,
    }

"""Stop everything, and let it go on, item by item."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing import standstill
from publishing.desk.access import DeskView
from publishing.desk.forms import StopForm
from publishing.desk.views.approval import DESK
from publishing.desk.waited import page_of_undecided, waited_items
from publishing.models import Standstill
from publishing.standstill import Choice, NotAllDecided

SHOWN = 10


class StandstillView(DeskView, WagtailAdminTemplateMixin, View):
    """One button for a bad day; and, while it holds, what waits."""

    template_name = "desk/standstill.html"
    page_title = gettext_lazy("Stop everything")
    header_icon = "warning"
    breadcrumbs_items = [DESK, {"url": "", "label": page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the button, or what has waited since it was pressed."""
        return self._show(StopForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Stop everything, or let it go on."""
        verbs = {"stop": self._stop, "keep": self._keep, "go-on": self._go_on}
        return verbs.get(request.POST.get("verb", ""), self._again)()

    def _stop(self) -> HttpResponse:
        form = StopForm(self.request.POST)
        if not form.is_valid():
            return self._show(form)
        standstill.stop(self.manager, form.cleaned_data["why"])
        return self._again()

    def _go_on(self) -> HttpResponse:
        current = Standstill.objects.current()
        if current is None:
            return self._again()
        choices = {**current.choices, **self._posted()}
        try:
            standstill.go_on(current, self.manager, choices)
        except NotAllDecided:
            current.keep(choices)
            messages.warning(
                self.request,
                _("Nothing leaves yet: please decide about these, too."),
            )
            return self._again(page_of_undecided(timezone.now(), choices))
        messages.success(self.request, _("Everything goes on."))
        return self._again()

    def _keep(self) -> HttpResponse:
        """Keep what was chosen on this page, and show the next."""
        if current := Standstill.objects.current():
            current.keep(self._posted())
        return self._again(int(self._page or 1) + 1)

    def _posted(self) -> dict[str, Choice]:
        posted = self.request.POST
        return {pk: Choice(posted[pk]) for pk in posted if posted[pk] in Choice.values}

    @property
    def _page(self) -> str:
        page = self.request.GET.get("p", "")
        return page if page.isdecimal() else ""

    def _again(self, page: int = 1) -> HttpResponse:
        address = reverse("desk:standstill")
        return redirect(f"{address}?p={page}" if page > 1 else address)

    def _show(self, form: StopForm) -> HttpResponse:
        current = Standstill.objects.current()
        past = Standstill.objects.filter(holds=False)
        context: dict[str, Any] = {
            "form": form,
            "standstill": current,
            "items": current
            and waited_items(timezone.now(), self._page, current.choices),
            "half_out": standstill.half_out() if current else [],
            "past": past.select_related("started_by", "ended_by")[:SHOWN],
        }
        return self.render_to_response(self.get_context_data(**context))

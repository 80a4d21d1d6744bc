"""To approve: the list, approving from it, and taking that back."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from publishing.desk.access import DeskView
from publishing.desk.at_a_glance import NotSo, approve_as_offered
from publishing.desk.items import waiting_list, waiting_states
from publishing.desk.letters import tell_author_it_waits_again
from publishing.desk.undo import TooLate, undo
from publishing.models import Submission

DESK = {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Desk")}
TO_APPROVE = {"url": reverse_lazy("desk:waiting"), "label": gettext_lazy("To approve")}


class WaitingView(DeskView, WagtailAdminTemplateMixin, ListView):
    """What waits for approval, oldest first."""

    template_name = "desk/waiting.html"
    page_title = gettext_lazy("To approve")
    header_icon = "check"
    breadcrumbs_items = [DESK, {"url": "", "label": page_title}]
    paginate_by = 30
    page_kwarg = "p"

    def get_queryset(self) -> QuerySet[TaskState]:
        """Return the states of the workflow that wait."""
        return waiting_states()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the items as the list shows them."""
        context = super().get_context_data(**kwargs)
        shown = waiting_list(context["page_obj"], self.manager)
        return context | {"items": shown.items, "approved": shown.approved}


class ApproveOffersView(DeskView, View):
    """Approve one item, or those that are ticked, as the list offers them."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Approve each by itself, and say for each what became of it."""
        one = request.POST.get("one")
        offers = [one] if one else request.POST.getlist("offer")
        if not offers:
            messages.warning(request, _("Tick the items that you want to approve."))
        for offer in offers:
            try:
                messages.success(request, approve_as_offered(offer, self.manager))
            except NotSo as no:
                buttons = []
                if no.task_state is not None:
                    address = reverse("desk:approve", args=[no.task_state.pk])
                    buttons = [messages.button(address, _("Look"))]
                messages.warning(request, no.sentence, buttons=buttons)
        back = get_valid_next_url_from_request(request)
        return redirect(back or "desk:waiting")


class UndoView(DeskView, View):
    """Take an approval back, by POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, task_state_id: int) -> HttpResponse:
        """Let the item wait again, or say why that is too late."""
        submission = get_object_or_404(
            Submission.objects.select_related("task_state__workflow_state"),
            pk=task_state_id,
        )
        title = submission.task_state.revision.object_str
        try:
            undo(submission, self.manager)
        except TooLate as late:
            sentence = _("“%(title)s” stays approved. %(why)s")
            messages.error(request, sentence % {"title": title, "why": late})
        else:
            tell_author_it_waits_again(submission.task_state, self.manager)
            sentence = _("“%(title)s” waits for approval again; nothing is planned.")
            messages.success(request, sentence % {"title": title})
        back = get_valid_next_url_from_request(request)
        return redirect(back or "desk:waiting")

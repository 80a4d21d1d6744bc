"""The screen on which one item is decided."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page, Revision, TaskState

from publishing.contract import Publishable
from publishing.desk.access import DeskView, is_in_group_of
from publishing.desk.alerts import alerts
from publishing.desk.at_a_glance import say_leaving
from publishing.desk.draft import latest_version, waiting_version, with_versions
from publishing.desk.fields import taken_proposal
from publishing.desk.forms import SendBackForm
from publishing.desk.items import siblings_lately
from publishing.desk.previews import on_site, previews_of
from publishing.desk.proposal import Proposal
from publishing.desk.views.waiting import DESK, TO_APPROVE
from publishing.models import ApprovalTask
from publishing.models.approval import AlreadyDecided, ChangedMeanwhile
from publishing.models.publication import NotForThisChannel
from publishing.town_time import say_moment


class ApprovalView(DeskView, WagtailAdminTemplateMixin, View):
    """One item as it will look everywhere: correct, plan, approve or send back."""

    template_name = "desk/approval.html"
    header_icon = "check"
    task_state: TaskState
    task: ApprovalTask
    revision: Revision

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find what is to be decided; what is decided already gets a sentence."""
        states = TaskState.objects.select_related(
            "workflow_state__requested_by", "task__approvaltask"
        )
        self.task_state = get_object_or_404(
            with_versions(states), pk=kwargs["task_state_id"]
        )
        try:
            self.task = self.task_state.task.approvaltask
            self.revision = waiting_version(self.task_state)
        except ObjectDoesNotExist:
            raise Http404 from None
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return the item's title, in its latest words."""
        return self.revision.content_object.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [DESK, TO_APPROVE, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Show the item and what is proposed."""
        if self.task_state.status != TaskState.STATUS_IN_PROGRESS:
            return self._already_decided()
        return self._show(self._proposal())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Approve, save the words and look again, or send back."""
        verbs = {"approve": self._approve, "send-back": self._send_back}
        try:
            return verbs.get(request.POST.get("verb", ""), self._look_again)()
        except AlreadyDecided:
            return self._already_decided()
        except ChangedMeanwhile:
            sentence = _("The words were changed meanwhile. Please look again.")
        except NotForThisChannel:
            sentence = _("This is for merchants only: not where everybody reads.")
        messages.warning(request, sentence)
        return redirect(request.path)

    def _approve(self) -> HttpResponse:
        proposal = self._proposal(self.request.POST)
        if not proposal.is_valid():
            messages.error(self.request, _("Nothing is approved yet: see below."))
            return self._show(proposal)
        decision = proposal.decision(self._seen())
        self.task.approve(self.task_state, self.manager, decision)
        if proposal.leaves:
            messages.success(self.request, say_leaving(proposal.page.title))
            return redirect("desk:waiting")
        where = [
            f"{channel} ({say_moment(at)})" for channel, at in decision.plan.items()
        ]
        messages.success(
            self.request,
            _("“%(title)s” is approved. Planned: %(where)s.")
            % {
                "title": proposal.page.title,
                "where": "; ".join(where) or _("on the site only"),
            },
        )
        return redirect("desk:waiting")

    def _look_again(self) -> HttpResponse:
        """Keep the corrected words in the draft and show what they look like."""
        proposal = self._proposal(self.request.POST)
        if proposal.words.is_valid():
            self.task.correct(
                self.task_state,
                self.manager,
                seen=self._seen(),
                words=proposal.words.cleaned_data,
            )
            self.revision = latest_version(proposal.page.pk)
            proposal = self._proposal(self.request.POST)
            proposal.is_valid()  # shows what is against the chosen times
        return self._show(proposal)

    def _send_back(self) -> HttpResponse:
        form = SendBackForm(self.request.POST)
        proposal = self._proposal()
        if not form.is_valid():
            return self._show(proposal, send_back=form)
        self.task.send_back(self.task_state, self.manager, form.cleaned_data["comment"])
        messages.success(
            self.request,
            _("“%(title)s” went back to its author, with your comment.")
            % {"title": proposal.page.title},
        )
        return redirect("desk:waiting")

    def _proposal(self, posted: QueryDict | None = None) -> Proposal:
        data = taken_proposal(posted) if posted is not None else None
        return Proposal(self.revision, data, besides=[each.pk for each in self._lately])

    @cached_property
    def _lately(self) -> list[Page]:
        return siblings_lately(self.revision.content_object)

    def _seen(self) -> datetime:
        """Return the instant of the revision that was looked at."""
        seen = parse_datetime(self.request.POST.get("seen", ""))
        if seen is None:
            raise ChangedMeanwhile
        return seen

    def _show(
        self, proposal: Proposal, send_back: SendBackForm | None = None
    ) -> HttpResponse:
        shown = proposal.offers.diary.shown
        with proposal.pictures_at_hand():
            previews = previews_of(proposal.page, proposal.offers.channels)
            for form in proposal.channels:
                form.look_at_neighbours()
        return self.render_to_response(
            self.get_context_data(
                proposal=proposal,
                send_back=send_back or SendBackForm(),
                previews=previews,
                on_site=on_site(proposal.page, proposal.revision),
                alerts=self._alerts(proposal),
                lately=[(each, shown(each.pk)) for each in self._lately],
                submitter=self.task_state.workflow_state.requested_by,
                task_state=self.task_state,
                may_decide=self.task.may_decide(
                    self.task_state,
                    self.manager,
                    in_group=is_in_group_of(self.task, self.manager),
                ),
                media=proposal.media,
            )
        )

    def _alerts(self, proposal: Proposal) -> list[str]:
        if proposal.leaves or not isinstance(proposal.page, Publishable):
            return []
        return alerts(
            self.task_state,
            proposal.page,
            proposal.page.announcement(),
            proposal.places,
            proposal.revision.created_at,
            proposal.offers.diary,
        )

    def _already_decided(self) -> HttpResponse:
        """Say who decided what, and show where the item stands."""
        state = TaskState.objects.select_related("finished_by").get(
            pk=self.task_state.pk
        )
        sentences = {
            TaskState.STATUS_APPROVED: _("%(who)s has already approved “%(title)s”."),
            TaskState.STATUS_REJECTED: _("%(who)s has already sent back “%(title)s”."),
        }
        sentence = sentences.get(state.status, _("“%(title)s” no longer waits."))
        who = state.finished_by
        messages.info(
            self.request,
            sentence
            % {
                "who": get_user_display_name(who) if who else _("Somebody"),
                "title": state.revision.object_str,
            },
        )
        return redirect("desk:waiting")

"""Deciding by the link of a letter, without signing in: GET shows, POST acts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import View
from django_ratelimit.core import is_ratelimited
from wagtail.log_actions import log
from wagtail.models import Page, Revision, TaskState

from publishing.contract import Publishable
from publishing.desk.alerts import alerts
from publishing.desk.at_a_glance import NotSo, approve_as_offered
from publishing.desk.forms import SendBackForm
from publishing.desk.mail_links import MailLink, read
from publishing.desk.offers import seal
from publishing.desk.previews import previews_of, site_mode
from publishing.desk.proposal import Proposal
from publishing.models.approval import AlreadyDecided

LOOKS = "120/h"


@method_decorator(never_cache, name="dispatch")
class MailView(View):
    """What a link opens; one that opens nothing any more gets a sentence."""

    link: MailLink
    revision: Revision

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find what is to be decided, and that it still says what was written."""
        if is_ratelimited(
            request, group="desk.by_mail", key="ip", rate=LOOKS, increment=True
        ):
            sentence = _("That is a lot at once. Please try again in an hour.")
            return self.close(sentence, status=429)
        link = read(kwargs["token"])
        if link is None:
            return self.close(_("This link is too old, or no longer meant for you."))
        if link.task_state.status != TaskState.STATUS_IN_PROGRESS:
            return self.close(_("This is decided already. Thank you."))
        page = Page.objects.get(pk=link.task_state.workflow_state.object_id)
        self.link, self.revision = link, page.get_latest_revision()
        if self.revision.created_at != link.seen:
            return self.close(
                _("This was changed since the letter: somebody is at it already.")
            )
        return super().dispatch(request, *args, **kwargs)

    def close(self, sentence: str, status: int = 410) -> HttpResponse:
        """Say in one sentence why there is nothing to decide, or what was done."""
        return render(
            self.request,
            "desk/by_mail_closed.html",
            {"sentence": sentence, "done": status == 200},
            status=status,
        )


class DecideByMailView(MailView):
    """The item with its previews, and two buttons."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show it; a mail program that follows links decides nothing by that."""
        return self._show(SendBackForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Approve as proposed, or send back, in the reader's name."""
        verbs = {"approve": self._approve, "send-back": self._send_back}
        verb = verbs.get(request.POST.get("verb", ""))
        if verb is None:
            return self._show(SendBackForm())
        try:
            return verb()
        except AlreadyDecided:
            return self.close(_("This is decided already. Thank you."))

    def _approve(self) -> HttpResponse:
        offer = self.request.POST.get("offer", "")
        try:
            said = approve_as_offered(
                offer, self.link.user, deputy=self._deputy, about=self.link.task_state
            )
        except NotSo as no:
            return self._show(SendBackForm(), no.sentence)
        self._log("desk.approve_by_mail")
        return self.close(said, status=200)

    def _send_back(self) -> HttpResponse:
        form = SendBackForm(self.request.POST)
        if not form.is_valid():
            return self._show(form)
        link = self.link
        link.task.send_back(
            link.task_state,
            link.user,
            form.cleaned_data["comment"],
            deputy=self._deputy,
        )
        self._log("desk.send_back_by_mail")
        return self.close(_("It went back to its author, with your words."), status=200)

    @property
    def _deputy(self) -> str:
        return self.link.deputy.name if self.link.deputy else ""

    def _log(self, action: str) -> None:
        page = Page.objects.get(pk=self.link.task_state.workflow_state.object_id)
        log(
            instance=page.specific,
            action=action,
            user=self.link.user,
            data={"who": self.link.name},
        )

    def _show(self, send_back: SendBackForm, sentence: str = "") -> HttpResponse:
        proposal = Proposal(self.revision)
        page, state = proposal.page, self.link.task_state
        places, diary = proposal.places, proposal.offers.diary
        with proposal.pictures_at_hand():
            previews = previews_of(page, proposal.offers.channels)
        said = None
        if isinstance(page, Publishable) and not proposal.leaves:
            said = page.announcement()
        context = {
            "link": self.link,
            "token": self.kwargs["token"],
            "page": page,
            "submitter": state.workflow_state.requested_by,
            "places": places,
            "offer": seal(state.pk, self.link.seen, places),
            "alerts": alerts(state, page, said, places, self.link.seen, diary)
            if said
            else [],
            "leaves": proposal.leaves,
            "previews": previews,
            "send_back": send_back,
            "sentence": sentence,
        }
        status = 409 if sentence else 200
        return render(self.request, "desk/by_mail.html", context, status=status)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class PageByMailView(MailView):
    """The page as residents will see it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Serve the version that the letter is about, through Wagtail's preview."""
        page = self.revision.as_object()
        return page.make_preview_request(request, site_mode(page))

"""Connecting a Facebook Page: sign in or paste a token, choose, done."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing import examination
from publishing.desk.access import DeskView, may_connect
from publishing.desk.forms import TokenForm
from publishing.desk.views.approval import DESK
from publishing.desk.views.channels import CHANNELS
from publishing.facebook import login
from publishing.facebook.connection import NotConnected, connect_page, offered_pages


class ConnectingView(DeskView, WagtailAdminTemplateMixin, View):
    """A step of connecting, for those who may."""

    page_title = gettext_lazy("Connect a Facebook Page")
    header_icon = "link"

    @method_decorator(sensitive_post_parameters("token"))
    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        """Let those in whom an administrator allows it."""
        if request.user.is_authenticated and not may_connect(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the channels."""
        return [DESK, CHANNELS, {"url": "", "label": self.page_title}]

    def refuse(self, refusal: NotConnected) -> None:
        """Say why not; Facebook's own words are folded away, for support."""
        refused = {"sentences": refusal.sentences, "detail": refusal.detail}
        messages.error(self.request, render_to_string("desk/_refusal.html", refused))


class ConnectView(ConnectingView):
    """Two ways in: Facebook's own dialogue, or a token that somebody made."""

    template_name = "desk/connect.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Offer both ways."""
        return self._show(TokenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go to Facebook, or go on with the pasted token."""
        if request.POST.get("verb") == "facebook" and login.is_possible():
            return redirect(login.begin(request.session, return_address()))
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        login.keep(request.session, form.cleaned_data["token"])
        return redirect("desk:connect_choose")

    def _show(self, form: TokenForm) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(form=form, can_sign_in=login.is_possible())
        )


class ReturnView(ConnectingView):
    """Where Facebook's dialogue leads back to; nothing of it stays in the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Keep the token and go on, or say why not and begin anew."""
        try:
            login.finish(request.session, request.GET.dict(), return_address())
        except NotConnected as refusal:
            self.refuse(refusal)
            return redirect("desk:connect")
        return redirect("desk:connect_choose")


class ChooseView(ConnectingView):
    """The Pages that the token reaches; those that can't be used say why."""

    template_name = "desk/connect_choose.html"
    page_title = gettext_lazy("Choose the Page")

    def get(self, request: HttpRequest) -> HttpResponse:
        """List the Pages."""
        try:
            pages = offered_pages(self._token())
        except NotConnected as refusal:
            return self._begin_anew(refusal)
        fit = [page for page in pages if not page.problem]
        chosen = fit[0].id if len(fit) == 1 else ""
        return self.render_to_response(
            self.get_context_data(pages=pages, any_fit=bool(fit), chosen=chosen)
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Connect the chosen Page, look at its health and show it."""
        page_id = request.POST.get("page", "")
        if not page_id.isdecimal():
            messages.error(request, _("Choose a Page."))
            return redirect("desk:connect_choose")
        try:
            channel, _access = connect_page(page_id, self._token())
        except NotConnected as refusal:
            return self._begin_anew(refusal)
        login.forget(request.session)
        examination.examine(channel)
        messages.success(
            request, _("The Page “%(name)s” is connected.") % {"name": channel.name}
        )
        return redirect(reverse("desk:channel", args=[channel.pk]))

    def _token(self) -> str:
        token = login.kept(self.request.session)
        if not token:
            raise NotConnected(_("Too much time went by. Begin anew."))
        return token

    def _begin_anew(self, refusal: NotConnected) -> HttpResponse:
        login.forget(self.request.session)
        self.refuse(refusal)
        return redirect("desk:connect")


def return_address() -> str:
    """Return the address that the application must list as a valid redirect."""
    return f"{settings.CITYHUB_BASE_URL}{reverse('desk:connect_return')}"

"""A personal link: asked for, looked at, and used once."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from cityhub.myshop import personal_links
from cityhub.myshop.forms.entrance import AddressForm
from cityhub.myshop.limits import too_many_requests
from cityhub.myshop.views.welcome import SIGNING_IN


class ComingIn(RedirectURLMixin, View):
    """A step on the way in; `next` says where the way ends, if it is on this site."""

    next_page = "/ma-boutique/dire/"

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Render `template` with where the way ends."""
        context["next"] = self.get_redirect_url()
        return render(self.request, f"myshop/{template}", context, status=status)


class AskLinkView(ComingIn):
    """Ask for a link; the answer says nothing about who is known."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the mail address."""
        return self.show("ask_link.html", form=AddressForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write the letter, unless too many were asked for."""
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.show("ask_link.html", status=422, form=form)
        email = form.cleaned_data["email"]
        if not too_many_requests(request, email):
            personal_links.send(email, self.get_redirect_url())
        return redirect("myshop:asked_link")


class AskedLinkView(TemplateView):
    """The neutral answer."""

    template_name = "myshop/asked_link.html"


@method_decorator(never_cache, name="dispatch")
class EnterView(ComingIn):
    """The link of the letter. A look, such as a mail program's, uses nothing up."""

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find whose link it is; one that doesn't work any more gets a sentence."""
        person = personal_links.person_of(kwargs["token"])
        if person is None and request.user.is_authenticated:
            return redirect(self.get_success_url())
        if person is None:
            return self.show("link_closed.html", status=410, form=AddressForm())
        self.person = person
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show one button."""
        return self.show("enter.html", person=self.person)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Let her in."""
        if not personal_links.use_up(self.person):
            return self.show("link_closed.html", status=410, form=AddressForm())
        login(request, self.person, backend=SIGNING_IN)
        return redirect(self.get_success_url())

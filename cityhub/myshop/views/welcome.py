"""An invited shopkeeper comes in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from cityhub.myshop.forms.entrance import AddressForm, WelcomeForm
from cityhub.myshop.limits import too_many_requests
from cityhub.myshop.models import Invitation

SIGNING_IN = "cityhub.myshop.signing_in.NameOrMail"


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class WelcomeView(View):
    """The link of an invitation; looking at it changes nothing."""

    invitation: Invitation
    account: User | None

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the invitation; one that doesn't work any more gets a sentence."""
        invitation = Invitation.objects.by_token(kwargs["token"])
        if invitation is None or invitation.has_run_out or invitation.accepted_at:
            return closed(request, invitation)
        self.invitation, self.account = invitation, invitation.account
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Ask for a password, or only for a yes from somebody who has one."""
        return self.show(WelcomeForm(user=self.person))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Let her in."""
        form = WelcomeForm(request.POST, user=self.person)
        if self.needs_password and not form.is_valid():
            return self.show(form, status=422)
        password = form.cleaned_data["password"] if self.needs_password else ""
        user = self.invitation.accept(password)
        if user is None:
            return closed(request, self.invitation)
        if self.needs_password:
            login(request, user, backend=SIGNING_IN)
        messages.success(
            request,
            _("Welcome! You speak for %(shop)s.") % {"shop": self.invitation.shop},
        )
        return redirect("myshop:items")

    @property
    def person(self) -> User:
        """Return her account, or the one she is about to get."""
        return self.account or self.invitation.new_account()

    @property
    def needs_password(self) -> bool:
        """Whether she has none yet."""
        return self.account is None or not self.account.has_usable_password()

    def show(self, form: WelcomeForm, status: int = 200) -> HttpResponse:
        """Render the screen."""
        context = {
            "invitation": self.invitation,
            "form": form,
            "needs_password": self.needs_password,
        }
        return render(self.request, "myshop/welcome.html", context, status=status)


class AskAgainView(View):
    """Ask for another invitation; the answer says nothing about who is invited."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the mail address."""
        return render(request, "myshop/ask_again.html", {"form": AddressForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send each open invitation of this address again."""
        form = AddressForm(request.POST)
        if not form.is_valid():
            return render(request, "myshop/ask_again.html", {"form": form}, status=422)
        email = form.cleaned_data["email"]
        if not too_many_requests(request, email):
            for invitation in Invitation.objects.sent().filter(email__iexact=email):
                invitation.send()
        return render(request, "myshop/asked_again.html")


def closed(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    """Say why the link doesn't work, and where to go."""
    context = {
        "was_accepted": bool(invitation and invitation.accepted_at),
        "has_run_out": bool(invitation and invitation.has_run_out),
        "form": AddressForm(),
    }
    return render(request, "myshop/welcome_closed.html", context, status=410)

"""The door: sign in, sign out, a forgotten password. Django's own views."""

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from cityhub.myshop.forms.entrance import AddressForm, AskForm, SignInForm
from cityhub.myshop.limits import too_many_requests


class SignInView(views.LoginView):
    """Sign in by mail address or user name."""

    template_name = "myshop/sign_in.html"
    authentication_form = SignInForm
    next_page = "myshop:items"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the shorter way in: a link by mail."""
        kwargs["ask"] = AddressForm()
        return super().get_context_data(**kwargs)


class SignOutView(views.LogoutView):
    """Sign out, by POST only."""

    next_page = "myshop:sign_in"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Have the phone forget what it kept, should its own script not have."""
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"storage"'
        return response


class AskView(views.PasswordResetView):
    """Ask for a link to a new password; the answer says nothing about who is known."""

    template_name = "myshop/ask_password.html"
    form_class = AskForm
    success_url = reverse_lazy("myshop:asked_password")

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """Write the letter, unless too many were asked for."""
        if too_many_requests(self.request, form.cleaned_data["email"]):
            return HttpResponseRedirect(str(self.success_url))
        return super().form_valid(form)


class AskedView(TemplateView):
    """The neutral answer."""

    template_name = "myshop/asked_password.html"


class NewPasswordView(views.PasswordResetConfirmView):
    """Choose the new password and be signed in."""

    template_name = "myshop/new_password.html"
    success_url = reverse_lazy("myshop:items")
    post_reset_login = True
    post_reset_login_backend = "cityhub.myshop.signing_in.NameOrMail"

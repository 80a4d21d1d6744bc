"""The forms at the door."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from publishing import letters


class SignInForm(AuthenticationForm):
    """Django's form, in words for shopkeepers."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _(
            "This address and this password don’t go together. "
            "After ten wrong tries the door stays closed for ten minutes."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Mail address or user name")
        self.fields["username"].widget.attrs |= {
            "autocapitalize": "none",
            "autocomplete": "username",
            "inputmode": "email",
        }


class AdminSignInForm(SignInForm, LoginForm):
    """The same form in Wagtail's frame, with the label that Wagtail's lacks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        for field in (self.fields["username"], self.fields["password"]):
            field.widget.attrs.pop("placeholder", None)


class AskForm(PasswordResetForm):
    """Django's form for a forgotten password; its mail is a letter like the others."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Queue the letter instead of talking to the mail server."""
        context, to = args[2], args[4]
        path = reverse("myshop:new_password", args=[context["uid"], context["token"]])
        letters.write(
            "myshop/letters/password",
            {
                "name": context["user"].first_name,
                "link": settings.CITYHUB_BASE_URL + path,
            },
            to=to,
            language=letters.language_of(context["user"]),
        )


class AddressForm(forms.Form):
    """Where to send a link."""

    email = forms.EmailField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autocapitalize": "none"}
        ),
    )


class WelcomeForm(forms.Form):
    """Her password, typed once; she may look at it."""

    password = forms.CharField(
        label=_("Choose your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters. A short sentence is easy to remember."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a password that is easy to guess."""
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

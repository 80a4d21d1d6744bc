"""Somebody who shall speak for the shop, too."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cityhub.myshop.models import Invitation
from shops.models import ShopPage


class PersonForm(forms.Form):
    """Name and mail address."""

    name = forms.CharField(
        label=gettext_lazy("First and last name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocapitalize": "words", "autocomplete": "off"}
        ),
    )
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, shop: ShopPage, **kwargs: Any) -> None:
        self.shop = shop
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        """Refuse who is there, or invited, already."""
        email = self.cleaned_data["email"]
        if against := Invitation.against(email, self.shop):
            raise forms.ValidationError(against)
        return email

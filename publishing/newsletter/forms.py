"""Forms of the newsletter's people: theirs, and the manager's by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models.address import normalised
from publishing.newsletter.models.consent import Consent
from publishing.newsletter.models.subscriber import Subscriber


class SignUpForm(forms.Form):
    """An address and a name; `website` is a trap that people don't see."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Please write your e-mail address."),
            "invalid": _(
                "This is not a whole e-mail address. It looks like name@example.org."
            ),
        },
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "inputmode": "email", "size": 30}
        ),
    )
    name = forms.CharField(
        label=_("Your first name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def comes_from_a_person(self) -> bool:
        """Return whether the trap is empty."""
        return not self.cleaned_data["website"]


class AskOwnForm(forms.Form):
    """Whose data it is about; the way there is mailed to the address alone."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={"required": _("Please write your e-mail address.")},
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "inputmode": "email", "size": 30}
        ),
    )


class PreferencesForm(forms.ModelForm):
    """What a subscriber decides for herself."""

    class Meta:
        model = Subscriber
        fields = ("name", "language")
        labels = {
            "name": _("Your first name"),
            "language": _("Language of the words around the articles"),
        }
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "given-name"})}


class ByHandForm(forms.ModelForm):
    """Somebody who asked in person; what she said is kept as evidence."""

    basis = forms.CharField(
        label=_("How did this person agree?"),
        help_text=_("For example: asked for it at the merchants' breakfast of 3 May."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Subscriber
        fields = ("email", "name", "language", "role")

    def clean_email(self) -> str:
        """Compare addresses as they are kept."""
        email = normalised(self.cleaned_data["email"])
        confirmed = Subscriber.objects.with_email(email).confirmed()
        if confirmed.exists():
            raise forms.ValidationError(_("This person gets the newsletter already."))
        return email

    def _get_validation_exclusions(self) -> set[str]:
        # Who left and asks to come back has a row: adding her again is right.
        return {*super()._get_validation_exclusions(), "email"}  # type: ignore[misc]

    def save(self, commit: bool = True) -> Subscriber:
        """Subscribe her, with the evidence."""
        said = self.cleaned_data
        subscriber = Subscriber.objects.ask(
            said["email"],
            name=said["name"],
            language=said["language"],
            role=said["role"],
        )
        self.instance = subscriber
        subscriber.subscribe_by_hand(
            Consent(
                what=Consent.What.BY_HAND,
                source=Consent.Source.DESK,
                wording=said["basis"],
                operator=getattr(self, "operator", None),
            )
        )
        return subscriber

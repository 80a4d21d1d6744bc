"""Small forms of the desk."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.contract import Publishable
from publishing.desk.fields import TownMoment
from publishing.desk.fitting import Fitting
from publishing.models import Publication


class SendBackForm(forms.Form):
    """What the author is asked to change."""

    comment = forms.CharField(
        label=gettext_lazy("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say what should be changed: the author reads it.")
        },
    )


class MoveForm(Fitting):
    """Another time for what is planned, or for what is planned anew."""

    at = TownMoment(label=gettext_lazy("New time"))

    def __init__(
        self,
        *args: object,
        publication: Publication,
        proposed_at: datetime,
        **kwargs: object,
    ) -> None:
        self.publication = publication
        page = publication.page.specific if publication.page else None
        self.announcement = (
            page.announcement() if isinstance(page, Publishable) else None
        )
        kwargs["initial"] = {"at": proposed_at}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        """Refuse an instant that something is against, and words that are wrong."""
        super().clean()
        at = self.cleaned_data.get("at")
        if at is None:
            return
        item = self.publication
        self.refuse_clash(item.channel, at, item)
        if self.announcement is not None and item.page is not None:
            written_at = item.page.latest_revision_created_at or item.at
            self.refuse_wrong_words(self.announcement, at, written_at, item.text)

    def clean_at(self) -> datetime:
        """Refuse an instant that has passed, or is too late."""
        at = self.cleaned_data["at"]
        if at < timezone.now():
            raise forms.ValidationError(_("This time has passed. Choose a later one."))
        if self.announcement is not None:
            self.refuse_too_late(self.announcement, at)
            again = self.publication.wave != Publication.Wave.ANNOUNCE
            start = self.announcement.starts_at
            if again and start is not None and at >= start:
                raise forms.ValidationError(_("It will have begun by then."))
        return at


class PauseForm(forms.Form):
    """Why a channel pauses."""

    reason = forms.CharField(
        label=gettext_lazy("Why it pauses"),
        help_text=gettext_lazy("What is planned waits, and says so."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why: everybody will ask.")},
    )


class TokenForm(forms.Form):
    """A token that somebody made on Facebook; it is never shown again."""

    token = forms.CharField(
        label=gettext_lazy("Token"),
        help_text=gettext_lazy(
            "Of a system user or of the Page. It is kept sealed, and shown nowhere."
        ),
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Paste the token.")},
    )


class StopForm(forms.Form):
    """Why everything stops."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One line; your colleagues read it on every screen."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why: everybody will ask.")},
    )

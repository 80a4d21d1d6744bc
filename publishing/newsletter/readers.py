"""Through whose eyes a draft is read before it leaves."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models import IssuePage, Segment, Subscriber
from publishing.newsletter.models.subscriber import SubscriberQuerySet
from publishing.newsletter.render import greeting_for

#: More names than these are found by typing a longer part of the name.
SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What of a reader changes the mail. `pk` is None for nobody in particular."""

    name: str
    language: str
    pk: int | None = None
    address: str = ""

    @property
    def person(self) -> dict[str, str]:
        """Return what is hers in the mail; her link to unsubscribe leads nowhere."""
        return {
            "greeting": greeting_for(self.name, self.language),
            "leave_url": "#",
        }

    @property
    def language_name(self) -> str:
        """Return her language in the active one."""
        return str(dict(settings.LANGUAGES)[self.language])


class ReaderForm(forms.Form):
    """The search for a reader; every field may stay empty."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("all")), *settings.LANGUAGES],
        required=False,
    )
    segment = forms.ModelChoiceField(
        Segment.objects.all(),
        label=_("Group of readers"),
        empty_label=_("all"),
        required=False,
    )
    name = forms.CharField(
        label=_("Name or address"), max_length=100, required=False, strip=True
    )
    reader = forms.ModelChoiceField(
        Subscriber.objects.confirmed(), widget=forms.HiddenInput, required=False
    )

    def __init__(
        self, data: dict[str, str], *, issue: IssuePage, may_know: bool
    ) -> None:
        """`may_know`: whether who asks may see the names of subscribers."""
        super().__init__(data)
        self.issue = issue
        self.may_know = may_know
        if not may_know:
            for name in ("segment", "name", "reader"):
                del self.fields[name]
        self.is_valid()

    @cached_property
    def found(self) -> list[Subscriber]:
        """Return the first readers that match, by name."""
        if not self.may_know:
            return []
        segment = self.cleaned_data.get("segment")
        people: SubscriberQuerySet = (
            segment.people() if segment else self.issue.readers()
        )
        if language := self.cleaned_data.get("language"):
            people = people.filter(language=language)
        if part := self.cleaned_data.get("name"):
            people = people.filter(Q(name__icontains=part) | Q(email__icontains=part))
        return list(people.order_by("name", "email")[:SHOWN])

    @cached_property
    def who(self) -> Reader:
        """Return the chosen reader, else somebody made up in the chosen language."""
        chosen = self.cleaned_data.get("reader")
        if chosen:
            return Reader(
                pk=chosen.pk,
                name=chosen.name,
                language=chosen.language,
                address=chosen.email,
            )
        language = self.cleaned_data.get("language") or self.issue.locale.language_code
        return Reader(name="Camille", language=language)

    @property
    def is_searched(self) -> bool:
        """Whether a search was made and nobody is chosen yet."""
        said = (self.cleaned_data.get(name) for name in ("language", "segment", "name"))
        return any(said) and self.who.pk is None

    @cached_property
    def gets_it(self) -> bool:
        """Whether the issue goes to the chosen reader."""
        pk = self.who.pk
        return pk is None or self.issue.readers().filter(pk=pk).exists()

"""The one screen on which a shopkeeper says something."""

import re
import uuid
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhub.myshop.forms.photo import PhotoKeepingForm
from cityhub.myshop.kinds import Kind
from events.models import EventDate, EventPage, SessionPage, WorkshopPage
from shops.models import NewsPage, ShopPage

TITLE_LENGTH = 80
FIRST_SENTENCE = re.compile(r"[^\n.!?…]+[!?]?")

IN_THE_DRAWER = ("price", "place", "places")
MOST_DATES = 30  # fewer rows than that are filled in by hand

Item = NewsPage | EventPage | SessionPage


def to_the_minute(date: EventDate | SessionPage) -> dict[str, datetime | None]:
    """Return start and end as a phone's picker shows them: without seconds."""
    return {
        "starts_at": date.starts_at.replace(second=0, microsecond=0),
        "ends_at": date.ends_at and date.ends_at.replace(second=0, microsecond=0),
    }


def line(label: Any, length: int, **attrs: str) -> forms.CharField:
    """Return an optional field of one line."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=length,
        widget=forms.TextInput(attrs=attrs),
    )


class Moment(forms.DateTimeField):
    """An instant, typed with the phone's own picker, in town time."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        picker = forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
        )
        super().__init__(
            label=label,
            required=required,
            widget=picker,
            error_messages={"invalid": gettext_lazy("Choose a day and a time.")},
        )


class ItemForm(PhotoKeepingForm):
    """What every item has: words, a photo, and what its kind asks besides.

    Fill it from a page with `initial_of`, put it back with `write_to`.
    """

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "autocapitalize": "sentences"}),
        error_messages={
            "required": gettext_lazy("Write at least one sentence: it is the news.")
        },
    )
    title = line(gettext_lazy("Title"), 120, autocapitalize="sentences")
    alt_text = line(gettext_lazy("What the photo shows"), 250)

    def __init__(
        self, *args: Any, kind: Kind, shop: ShopPage, page: Item | None, **kwargs: Any
    ) -> None:
        self.kind, self.shop, self.page = kind, shop, page
        kwargs["initial"] = {
            "token": uuid.uuid4(),
            **(self.initial_of(page) if page else {}),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = (
            _("Empty: “%(title)s”.") % {"title": kind.propose_title(shop.title)}
            if kind.titled
            else _("Empty: we take your first sentence.")
        )
        self.fields["alt_text"].help_text = _(
            "Read aloud to people who can’t see the photo. Empty: we propose one."
        )
        for name, field in ASKED.items():
            if name in kind.asks:
                self.fields[name] = field()

    def initial_of(self, page: Item) -> dict[str, object]:
        """Return what the form shows of an existing page."""
        names = ("title", "text", "alt_text", *self.kind.asks)
        return {name: getattr(page, name) for name in names}

    def asked(self) -> list[BoundField]:
        """Return the fields of this kind that stand in plain view."""
        return [self[name] for name in self.kind.asks if name not in IN_THE_DRAWER]

    def extras(self) -> list[BoundField]:
        """Return the fields of this kind that few people need."""
        return [self[name] for name in self.kind.asks if name in IN_THE_DRAWER]

    def opens_drawer(self) -> bool:
        """Whether something behind "more" is wrong and must be seen."""
        return bool(self.errors.keys() & {"title", "alt_text", *IN_THE_DRAWER})

    def clean_opening_date(self) -> date | None:
        """Refuse a day that is over, unless it stood there already."""
        day = self.cleaned_data["opening_date"]
        if day and day < timezone.localdate() and "opening_date" in self.changed_data:
            raise ValidationError(
                _("This day is over. Choose one to come, or leave the field empty.")
            )
        return day

    def write_to(self, page: Item) -> None:
        """Put what was typed onto `page`, proposing a title and what the photo shows."""
        data = self.cleaned_data
        for name in ("text", *self.kind.asks):
            setattr(page, name, data[name])
        page.title = data["title"] or self.propose_title()
        page.alt_text = data["alt_text"] or self.propose_alt(page.title)

    def propose_title(self) -> str:
        """Return a title for when none was typed: kind and shop, or the first words."""
        first = FIRST_SENTENCE.match(self.cleaned_data["text"].strip())
        if first and not self.kind.titled:
            return Truncator(first[0].strip()).chars(TITLE_LENGTH)
        with translation.override(self.shop.locale.language_code):
            return self.kind.propose_title(self.shop.title)

    def propose_alt(self, title: str) -> str:
        """Return words for the photo: shop, kind and title."""
        with translation.override(self.shop.locale.language_code):
            words = [self.shop.title, str(self.kind.label), title]
            if self.shop.title in title:
                words = [title]
            return Truncator(" – ".join(words)).chars(250)


ASKED = {
    "opening_date": lambda: forms.DateField(
        label=_("Which day?"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Choose a day.")},
    ),
    "before": lambda: line(_("What was there before"), 200),
    "who": lambda: forms.CharField(
        label=_("Who you are, in your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    ),
    "signature": lambda: line(_("Your first name"), 60, autocomplete="given-name"),
    "price": lambda: line(_("Price (empty when it is free)"), 100),
    "place": lambda: line(_("Place (when it is not at your shop)"), 200),
    "speaker": lambda: line(_("Speaker"), 120),
    "places": lambda: forms.IntegerField(
        label=_("Number of places"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    ),
}


class DateForm(forms.Form):
    """One date of an event: when it starts and, perhaps, when it ends."""

    starts_at = Moment(gettext_lazy("Starts"), required=False)
    ends_at = Moment(gettext_lazy("Ends"), required=False)

    def clean_starts_at(self) -> datetime | None:
        """Refuse an instant that is over, unless it stood there already."""
        starts_at = self.cleaned_data["starts_at"]
        is_over = starts_at is not None and starts_at < timezone.now()
        if is_over and "starts_at" in self.changed_data:
            raise ValidationError(_("This date is over. Choose one to come."))
        return starts_at

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start, at the field of the end."""
        data = super().clean() or self.cleaned_data
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The end must be later than the start."))
        if ends_at and not starts_at and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say when it starts."))
        return data


class BaseDates(forms.BaseFormSet):
    """The dates of an event, one at least; an emptied row is a date taken out."""

    def clean(self) -> None:
        """Ask for one date, at the field of the first."""
        if not self.management_form.is_valid() or any(f.errors for f in self.forms):
            return
        if not self.dates():
            self.forms[0].add_error("starts_at", _("Say when it takes place."))

    def dates(self) -> list[EventDate]:
        """Return the dates that were filled in, first one first."""
        dates = [
            EventDate(starts_at=data["starts_at"], ends_at=data["ends_at"])
            for form in self.forms
            if (data := form.cleaned_data).get("starts_at")
        ]
        return sorted(dates, key=lambda date: date.starts_at)


def dates_formset(extra: int) -> type[BaseDates]:
    """Return the formset of an event's dates with `extra` empty rows."""
    formset = forms.formset_factory(
        DateForm, formset=BaseDates, min_num=1, extra=extra, max_num=MOST_DATES,
        absolute_max=MOST_DATES,
    )  # fmt: skip
    return cast(type[BaseDates], formset)


class SessionForm(DateForm, ItemForm):
    """A session: words, one date, and its workshop where there are several."""

    def __init__(
        self, *args: Any, workshops: list[WorkshopPage], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].required = True
        self.workshops = {str(workshop.pk): workshop for workshop in workshops}
        if self.page is None:
            self.fields["workshop"] = forms.ChoiceField(
                label=_("Workshop"),
                choices=[(key, w.title) for key, w in self.workshops.items()],
            )

    def initial_of(self, page: Item) -> dict[str, object]:
        """Return what the form shows of an existing session."""
        return {**super().initial_of(page), **to_the_minute(page)}

    def write_to(self, page: Item) -> None:
        """Put words and date onto the session."""
        super().write_to(page)
        page.starts_at = self.cleaned_data["starts_at"]
        page.ends_at = self.cleaned_data["ends_at"]

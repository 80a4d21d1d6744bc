"""The dates of an item."""

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhub.myshop.closed_days import say_closed
from cityhub.myshop.forms.moments import EndMoment, Moment, first_after, wall_of
from events.models import EventDate, SessionPage
from shops.hours import days_of
from shops.models import ShopPage

DATES = "dates"  # prefix of the rows of an item's dates
MOST_DATES = 30  # fewer rows than that are filled in by hand


def to_the_minute(date: EventDate | SessionPage) -> dict[str, datetime | None]:
    """Return start and end as a phone's picker shows them: without seconds."""
    return {
        "starts_at": date.starts_at.replace(second=0, microsecond=0),
        "ends_at": date.ends_at and date.ends_at.replace(second=0, microsecond=0),
    }


class DateForm(forms.Form):
    """One date of an event: when it starts and, perhaps, when it ends.

    `shop` is where it takes place, None when that is elsewhere.
    """

    starts_at = Moment(gettext_lazy("Starts"))
    ends_at = EndMoment(
        gettext_lazy("Ends"), help_text=gettext_lazy("Without a day: the same day.")
    )
    shop: ShopPage | None = None

    @property
    def closed(self) -> str:
        """Return a sentence when the shop says that it is closed then."""
        starts = wall_of(self["starts_at"].value())
        if self.shop is None or starts is None:
            return ""
        return say_closed(self.shop, *days_of(starts, wall_of(self["ends_at"].value())))

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
        if starts_at and isinstance(ends_at, time):
            ends_at = data["ends_at"] = first_after(starts_at, ends_at)
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The end must be later than the start."))
        if ends_at and not starts_at and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say when it starts."))
        return data


class BaseDates(forms.BaseFormSet):
    """One date at least and `most` at most; an emptied row is a date taken out."""

    most = MOST_DATES

    def clean(self) -> None:
        """Ask for one date, at the field of the first."""
        if not self.management_form.is_valid() or any(f.errors for f in self.forms):
            return
        dates = self.dates()
        if not dates:
            self.forms[0].add_error("starts_at", _("Say when it takes place."))
        elif len(dates) > self.most:
            message = _("One date only here: send one item for each date.")
            self.forms[-1].add_error("starts_at", message)

    def take_place_at(self, shop: ShopPage | None) -> None:
        """Let each date say when `shop` is closed on its day."""
        for form in self.forms:
            form.shop = shop

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

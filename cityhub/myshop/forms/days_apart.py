"""Holidays and other days on which a shop keeps other hours, each in a row."""

from datetime import date, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shops.hours import over_not_yet
from shops.models import DaysApart, ShopPage

MOST_ROWS = 20  # fewer than that are filled in by hand
DAYS = "days"  # prefix of the rows


def day(label: Any) -> forms.DateField:
    """Return an optional day, typed with the phone's own picker."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Choose a day.")},
    )


def clock(label: Any) -> forms.TimeField:
    """Return an optional time of day, typed with the phone's own picker."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Choose a time.")},
    )


class DaysApartForm(forms.Form):
    """Days in a row: closed unless there are hours; emptied, they are taken out."""

    first_day = day(gettext_lazy("First day"))
    last_day = day(gettext_lazy("Last day"))
    opens = clock(gettext_lazy("Opens"))
    closes = clock(gettext_lazy("Closes"))
    why = forms.CharField(
        label=gettext_lazy("Why, if you like"), required=False, max_length=60
    )

    def clean_last_day(self) -> date | None:
        """Refuse days that are over."""
        last_day = self.cleaned_data["last_day"]
        if last_day and last_day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose one to come."))
        return last_day

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, at its field."""
        data = super().clean() or self.cleaned_data
        if self.errors or not any(data.values()):
            return data
        first_day, last_day = data["first_day"], data["last_day"]
        if first_day is None:
            self.add_error("first_day", _("From which day on?"))
        elif last_day and last_day < first_day:
            self.add_error("last_day", _("The last day comes before the first."))
        elif not last_day and first_day < timezone.localdate():
            self.add_error("first_day", _("This day is over. Choose one to come."))
        self._check_hours(data["opens"], data["closes"])
        return data

    def _check_hours(self, opens: time | None, closes: time | None) -> None:
        if opens and not closes:
            self.add_error("closes", _("Until when?"))
        elif closes and not opens:
            self.add_error("opens", _("From when?"))
        elif opens and opens == closes:
            self.add_error("closes", _("Closing can’t be at the same time."))


class BaseDaysApart(forms.BaseFormSet):
    """The rows of a shop."""

    def rows(self) -> list[DaysApart]:
        """Return what was filled in, the next days first."""
        found = [
            DaysApart(
                first_day=data["first_day"],
                last_day=data["last_day"] or data["first_day"],
                opens=data["opens"],
                closes=data["closes"],
                why=data["why"],
            )
            for form in self.forms
            if (data := form.cleaned_data).get("first_day")
        ]
        found.sort(key=lambda row: (row.first_day, row.last_day, row.opens or time()))
        for order, row in enumerate(found):
            row.sort_order = order
        return found


def rows_of(shop: ShopPage) -> list[dict[str, Any]]:
    """Return what the form shows of a shop: what is over is not shown any more."""
    names = ("first_day", "last_day", "opens", "closes", "why")
    rows = over_not_yet(shop.days_apart.all(), timezone.localdate())
    return [{name: getattr(row, name) for name in names} for row in rows]


def days_apart_formset(more: int) -> type[BaseDaysApart]:
    """Return the formset with `more` empty rows below what there is, at least one row."""
    formset = forms.formset_factory(
        DaysApartForm, formset=BaseDaysApart, min_num=1, extra=more,
        max_num=MOST_ROWS, absolute_max=MOST_ROWS,
    )  # fmt: skip
    return cast(type[BaseDaysApart], formset)

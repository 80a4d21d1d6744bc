"""The times at which a channel publishes, as the manager sets them."""

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from publishing.town_time import in_town

#: How often a slot comes, and how a channel keeps that.
OFTEN: dict[str, dict[str, int]] = {
    "": {},
    "2": {"every": 2},
    "3": {"every": 3},
    "4": {"every": 4},
    "first": {"of_month": 1},
    "second": {"of_month": 2},
    "third": {"of_month": 3},
    "fourth": {"of_month": 4},
    "last": {"of_month": -1},
}


class SlotForm(forms.Form):
    """One time that comes again, in town time."""

    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Day"),
        coerce=int,
        choices=[(number, capfirst(name)) for number, name in WEEKDAYS.items()],
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    often = forms.ChoiceField(
        label=gettext_lazy("How often"),
        required=False,
        choices=[
            ("", gettext_lazy("every week")),
            ("2", gettext_lazy("every second week")),
            ("3", gettext_lazy("every third week")),
            ("4", gettext_lazy("every fourth week")),
            ("first", gettext_lazy("the first of the month")),
            ("second", gettext_lazy("the second of the month")),
            ("third", gettext_lazy("the third of the month")),
            ("fourth", gettext_lazy("the fourth of the month")),
            ("last", gettext_lazy("the last of the month")),
        ],
    )
    since = forms.DateField(
        label=gettext_lazy("Counted from"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean(self) -> None:
        """Count the weeks from this one, unless another day is said."""
        super().clean()
        if "every" not in OFTEN.get(self.cleaned_data.get("often", ""), {}):
            self.cleaned_data["since"] = None
        elif not self.cleaned_data.get("since"):
            self.cleaned_data["since"] = in_town(timezone.now()).date()

    @property
    def kept(self) -> dict[str, object]:
        """Return the slot of a valid form as a channel keeps it."""
        said = self.cleaned_data
        kept = {"weekday": said["weekday"], "time": said["time"].strftime("%H:%M")}
        kept |= OFTEN[said["often"]]
        return kept | ({"since": said["since"].isoformat()} if said["since"] else {})


SlotFormSet = forms.formset_factory(SlotForm, extra=1, can_delete=True, max_num=28)


def slots_of(formset: forms.BaseFormSet) -> list[dict[str, object]]:
    """Return what a valid SlotFormSet says, as a channel keeps it, in order, once."""
    kept: list[dict[str, object]] = []
    for form in formset:
        stays = form.cleaned_data and not form.cleaned_data.get("DELETE")
        if stays and form.kept not in kept:
            kept.append(form.kept)
    return sorted(kept, key=lambda slot: (slot["weekday"], slot["time"]))


def initial_of(slots: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return a channel's `slots` as SlotFormSet shows them."""
    return [
        {
            "weekday": slot["weekday"],
            "time": slot["time"],
            "since": slot.get("since"),
            "often": next(
                name
                for name, kept in OFTEN.items()
                if all(slot.get(key) == kept.get(key) for key in ("every", "of_month"))
            ),
        }
        for slot in slots
    ]

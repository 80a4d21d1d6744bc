"""Fields in the town's time."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

#: The picker knows minutes only: "now" is already a few seconds old.
JUST_NOW = timedelta(minutes=1)


class TownMoment(forms.DateTimeField):
    """An instant, typed and shown on the town's clock with the native picker.

    Wagtail's admin activates the zone of each person's profile; a manager on a
    journey still plans in the time of her town.
    """

    def __init__(self, **kwargs: object) -> None:
        widget = forms.DateTimeInput(
            format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}
        )
        super().__init__(**{"widget": widget, **kwargs})  # type: ignore[arg-type]

    def prepare_value(self, value: object) -> object:
        """Return the wall time of the town."""
        with timezone.override(timezone.get_default_timezone()):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """Return an aware instant; a wall time that does not exist is refused."""
        with timezone.override(timezone.get_default_timezone()):
            return super().to_python(value)


def moment_in(field: BoundField) -> datetime | None:
    """Return the instant (aware) that a TownMoment shows now, None without one."""
    try:
        return field.field.clean(field.value())
    except forms.ValidationError:
        return None


def taken_proposal(posted: QueryDict) -> QueryDict:
    """Return what was posted; a proposal that was taken stands in its field.

    The button "take" names a form's prefix and the town's wall time: "a|b".
    """
    prefix, bar, wall = posted.get("take", "").partition("|")
    if not bar:
        return posted
    changed = posted.copy()
    changed[f"{prefix}-at" if prefix else "at"] = wall
    return changed


def refuse_past(moment: datetime | None) -> datetime | None:
    """Return `moment` (aware); raise ValidationError when it has passed."""
    if moment is not None and moment < timezone.now() - JUST_NOW:
        raise forms.ValidationError(
            _("This time has passed. Choose a later one, or leave it empty for now.")
        )
    return moment

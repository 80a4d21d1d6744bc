"""A day and a time, each in the phone's own picker.

One picker for both (`datetime-local`) is cut off where letters are large.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from publishing.town_time import at_town_time, in_town

DAY, TIME = "%Y-%m-%d", "%H:%M"  # as the pickers take and give them
PARTS = ("day", "time")
LABELS = (gettext_lazy("Day"), gettext_lazy("Time"))
NOON = time(12)  # while only a day was chosen


class MomentInput(forms.SplitDateTimeWidget):
    """The two pickers, side by side where there is room."""

    def __init__(self) -> None:
        super().__init__(
            date_format=DAY,
            time_format=TIME,
            date_attrs={"type": "date"},
            time_attrs={"type": "time"},
        )
        self.widgets_names = [f"_{part}" for part in PARTS]
        for picker, label in zip(self.widgets, LABELS, strict=True):
            picker.attrs["aria-label"] = label


class Moment(forms.SplitDateTimeField):
    """An instant in town time."""

    widget = MomentInput

    def __init__(self, label: Any, **kwargs: Any) -> None:
        wrong = gettext_lazy("Choose a day and a time.")
        super().__init__(
            label=label,
            required=False,
            error_messages={"invalid_date": wrong, "invalid_time": wrong},
            **kwargs,
        )


class EndMoment(Moment):
    """The same; a time alone stays one, until the start is known."""

    def compress(self, data_list: Any) -> Any:
        """Return an instant, the time where no day was chosen, None for nothing."""
        if data_list and data_list[0] is None:
            return data_list[1]
        return super().compress(data_list)


def first_after(starts_at: datetime, wall: time) -> datetime:
    """Return the first instant after `starts_at` (aware) when clocks show `wall`."""
    here = in_town(starts_at)
    later = timedelta(days=1 if wall <= here.time() else 0)
    return at_town_time(here.date() + later, wall)


def shown(span: Sequence[datetime | None]) -> list[str]:
    """Return start and end (aware) as their pickers show them."""
    return [
        in_town(moment).strftime(letters) if moment else ""
        for moment in span
        for letters in (DAY, TIME)
    ]


def wall_of(value: object) -> datetime | None:
    """Return the town's clock as pickers show or sent it; noon without a time."""
    if isinstance(value, datetime):
        return in_town(value).replace(tzinfo=None)
    if not isinstance(value, list | tuple):
        return None
    day, wall = (str(part or "") for part in value)
    try:
        return datetime.combine(
            date.fromisoformat(day), time.fromisoformat(wall) if wall else NOON
        )
    except ValueError:
        return None

"""What the calendar shows: channel, kind and state, as the manager chooses."""

from collections.abc import Iterable, Mapping

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from publishing.desk.kinds import KINDS
from publishing.desk.span import SHOWN
from publishing.models import Channel, Publication


class CalendarFilters(forms.Form):
    """Each may be left open; what makes no sense is as if it weren't there."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of item"),
        choices=[("", gettext_lazy("All kinds")), *KINDS],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("Planned and published")),
            *Publication.State.choices,
        ],
        required=False,
    )

    def __init__(self, data: Mapping[str, str], channels: Iterable[Channel]) -> None:
        super().__init__(data)
        self.fields["channel"] = forms.TypedChoiceField(
            label=gettext_lazy("Channel"),
            choices=[
                ("", gettext_lazy("All channels")),
                *((channel.pk, channel.name) for channel in channels),
            ],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.order_fields(["channel"])

    @property
    def wanted(self) -> Q:
        """Return which publications are asked for."""
        self.full_clean()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        wanted = Q(**said)
        return wanted if "state" in said else wanted & Q(state__in=SHOWN)

"""The rhythm of a channel, as the manager sets it."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.models import Channel, Publication
from publishing.rhythm import Clash

#: Minutes of a day that quiet hours leave.
LEAST_OPEN = 60


class RhythmForm(forms.ModelForm):
    """Public holidays, spacing, the most per day, quiet hours."""

    class Meta:
        model = Channel
        fields = (
            "on_holidays",
            "spacing",
            "most_per_day",
            "quiet_from",
            "quiet_until",
        )
        labels = {
            "on_holidays": gettext_lazy("What is meant for a public holiday goes out"),
            "spacing": gettext_lazy("Minutes between two items, at least"),
            "most_per_day": gettext_lazy("Items on one day, at most"),
            "quiet_from": gettext_lazy("Nothing goes out from"),
            "quiet_until": gettext_lazy("until"),
        }
        help_texts = {
            "spacing": gettext_lazy("0: no distance is kept."),
            "most_per_day": gettext_lazy("0: as many as there are."),
            "quiet_until": gettext_lazy("Leave both empty for no quiet hours."),
        }
        widgets = {
            name: forms.TimeInput(format="%H:%M", attrs={"type": "time"})
            for name in ("quiet_from", "quiet_until")
        }

    def clean(self) -> None:
        """Refuse quiet hours of which only one end is known, or that never end."""
        super().clean()
        begin = self.cleaned_data.get("quiet_from")
        end = self.cleaned_data.get("quiet_until")
        if (begin is None) != (end is None):
            missing = "quiet_from" if begin is None else "quiet_until"
            self.add_error(missing, _("Say both times, or leave both empty."))
        elif begin and end and _minutes_open(begin, end) < LEAST_OPEN:
            sentence = _("Leave at least an hour in which something may go out.")
            self.add_error("quiet_until", sentence)


def _minutes_open(begin: time, end: time) -> int:
    """Return how many minutes of a day lie outside quiet hours; none if equal."""
    wake, sleep = (each.hour * 60 + each.minute for each in (end, begin))
    return (sleep - wake) % (24 * 60)


class InRhythm(forms.Form):
    """A form with an instant `at` on one channel, which should be a free one.

    A clash is an error with a proposal beside it; the manager may insist on an
    instant in quiet hours or on a blocked day, not on two items at once.
    """

    insist = forms.BooleanField(
        label=gettext_lazy("At this time all the same"), required=False
    )
    clash: Clash | None = None
    free_at: datetime | None = None

    def refuse_clash(
        self, channel: Channel, at: datetime, besides: Publication | None
    ) -> None:
        """Add an error to `at` when something is against that instant (aware)."""
        clash = channel.why_not(at, besides)
        if clash is None or (self.cleaned_data.get("insist") and not clash.firm):
            return
        self.clash = clash
        self.free_at = channel.next_slot(max(at, timezone.now()), besides)
        self.add_error("at", clash.sentence)

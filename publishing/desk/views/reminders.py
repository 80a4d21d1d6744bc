"""When events are announced again: a reminder, a last call."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from publishing.desk.views.approval import DESK
from publishing.desk.views.rows import RowsView
from publishing.models import WaveTime

KINDS = [
    ("event", gettext_lazy("Event")),
    ("session", gettext_lazy("Date of a workshop")),
]


class WaveTimeForm(forms.ModelForm):
    """One kind, one occasion, how long before."""

    kind = forms.ChoiceField(label=gettext_lazy("For"), choices=KINDS)

    class Meta:
        model = WaveTime
        fields = ("kind", "wave", "number", "unit", "at")
        labels = {"at": gettext_lazy("Time of day, for days")}
        help_texts = {"at": ""}
        widgets = {"at": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}


class RemindersView(RowsView):
    """The town's times for each kind and occasion."""

    page_title = gettext_lazy("Reminders")
    header_icon = "time"
    breadcrumbs_items = [DESK, {"url": "", "label": page_title}]
    intro = gettext_lazy(
        "These times are proposed when you approve an event; you choose there "
        "whether it is announced again. When its date moves, they move along."
    )
    saved = gettext_lazy("The times are saved.")
    formset = forms.modelformset_factory(
        WaveTime, form=WaveTimeForm, can_delete=True, max_num=8
    )

    def get_queryset(self) -> QuerySet[WaveTime]:
        """Return all of them."""
        return WaveTime.objects.all()

"""Days on which nothing goes out."""

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy

from publishing.desk.views.approval import DESK
from publishing.desk.views.rows import RowsView
from publishing.models import BlockedDays, Channel
from publishing.town_time import in_town

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class BlockedDaysForm(forms.ModelForm):
    """Some days, why, and where."""

    channel = forms.ModelChoiceField(
        label=gettext_lazy("Channel"),
        queryset=Channel.objects.open().order_by("pk"),
        required=False,
        empty_label=gettext_lazy("All channels"),
    )

    class Meta:
        model = BlockedDays
        fields = ("first", "last", "why", "channel")
        widgets = {"first": DAY, "last": DAY}


class BlockedDaysView(RowsView):
    """The days to come: mourning, works, a holiday."""

    page_title = gettext_lazy("Days on which nothing goes out")
    header_icon = "calendar-alt"
    breadcrumbs_items = [
        DESK,
        {"url": reverse_lazy("desk:calendar"), "label": gettext_lazy("Calendar")},
        {"url": "", "label": page_title},
    ]
    intro = gettext_lazy(
        "Mourning, works, a holiday: what is planned for such a day waits until it "
        "is over, and no time on it is proposed."
    )
    saved = gettext_lazy("The days are saved.")
    formset = forms.modelformset_factory(
        BlockedDays, form=BlockedDaysForm, can_delete=True
    )

    def get_queryset(self) -> QuerySet[BlockedDays]:
        """Leave out what is over."""
        return BlockedDays.objects.filter(last__gte=in_town(timezone.now()).date())

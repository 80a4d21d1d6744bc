"""Whose holidays the calendar shows and the channels keep."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.views.approval import DESK
from publishing.models import TownHolidays
from publishing.town_time import in_town

DAY = timedelta(days=1)
HolidaysForm = forms.modelform_factory(TownHolidays, fields=("region", "school_zone"))


class HolidaysView(DeskView, WagtailAdminTemplateMixin, FormView):
    """Two choices, and below them which days come of that."""

    template_name = "desk/holidays.html"
    page_title = gettext_lazy("Public and school holidays")
    header_icon = "calendar-alt"
    breadcrumbs_items = [
        DESK,
        {"url": reverse_lazy("desk:calendar"), "label": gettext_lazy("Calendar")},
        {"url": "", "label": page_title},
    ]
    form_class = HolidaysForm
    success_url = reverse_lazy("desk:holidays")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Change the one row there is."""
        return super().get_form_kwargs() | {"instance": TownHolidays.of_the_town()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the public holidays of the coming year, as they hold now."""
        today = in_town(timezone.now()).date()
        public = TownHolidays.of_the_town().public
        days = [today + number * DAY for number in range(366)]
        coming = [(day, public[day]) for day in days if day in public]
        return super().get_context_data(coming=coming, **kwargs)

    def form_valid(self, form: forms.ModelForm) -> HttpResponse:
        """Save, and show the days anew."""
        form.save()
        messages.success(self.request, _("The holidays are saved."))
        return super().form_valid(form)

"""The calendar: a month of all channels."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.month import Month
from publishing.desk.views.approval import DESK
from publishing.town_time import in_town


class CalendarView(DeskView, WagtailAdminTemplateMixin, TemplateView):
    """What goes out, what went out and what is free, day by day."""

    template_name = "desk/calendar.html"
    page_title = gettext_lazy("Calendar")
    header_icon = "calendar-alt"
    breadcrumbs_items = [DESK, {"url": "", "label": page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the month that was asked for, this one unless said."""
        asked = self.request.GET.get("month", "")
        try:
            first = date.fromisoformat(f"{asked}-01") if asked else self._today()
            month = Month(first.year, first.month)
        except (ValueError, OverflowError):
            raise Http404 from None
        weekdays = [str(name) for name in WEEKDAYS.values()]
        return super().get_context_data(month=month, weekdays=weekdays, **kwargs)

    def _today(self) -> date:
        return in_town(timezone.now()).date()

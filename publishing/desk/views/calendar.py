"""The calendar: all channels by month, by week or as a list."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publishing.desk.access import DeskView
from publishing.desk.calendar_form import CalendarFilters
from publishing.desk.feed import key_of
from publishing.desk.span import Span
from publishing.desk.views.approval import DESK
from publishing.models import Channel
from publishing.town_time import in_town

WEEK = timedelta(days=7)
VIEWS = (
    ("month", gettext_lazy("Month")),
    ("week", gettext_lazy("Week")),
    ("list", gettext_lazy("List")),
)


class CalendarView(DeskView, WagtailAdminTemplateMixin, TemplateView):
    """What goes out, what went out and what is free, day by day."""

    template_name = "desk/calendar.html"
    page_title = gettext_lazy("Calendar")
    header_icon = "calendar-alt"
    breadcrumbs_items = [DESK, {"url": "", "label": page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the days that were asked for, this month's unless said."""
        shape = self.request.GET.get("view", "month")
        if shape not in dict(VIEWS):
            raise Http404
        channels = list(Channel.objects.open().order_by("pk"))
        filters = CalendarFilters(self.request.GET, channels)
        try:
            first, last = self._asked(weekly=shape == "week")
            span = Span(first, last, channels, filters.wanted)
            before, after = first - timedelta(days=1), last + timedelta(days=1)
        except (ValueError, OverflowError):
            raise Http404 from None
        feed = reverse("desk_feed", args=[key_of(self.manager)])
        return super().get_context_data(
            span=span,
            shape=shape,
            shapes=VIEWS,
            filters=filters,
            before=before,
            after=after,
            weekdays=[str(name) for name in WEEKDAYS.values()],
            feed=f"{settings.CITYHUB_BASE_URL}{feed}",
            **kwargs,
        )

    def _asked(self, *, weekly: bool) -> tuple[date, date]:
        """Return the first and last day asked for: of a month, or of a week."""
        asked = self.request.GET.get("month", "")
        day = date.fromisoformat(f"{asked}-01") if asked else self._day()
        if weekly:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + WEEK - timedelta(days=1)
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])

    def _day(self) -> date:
        asked = self.request.GET.get("day", "")
        return date.fromisoformat(asked) if asked else in_town(timezone.now()).date()

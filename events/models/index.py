"""The agenda's page."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from events.models.agenda import Agenda, by_day, with_photos
from publishing.contract import Audience
from shops.paging import page_of

DATES_ON_A_PAGE = 20
SATURDAY, SUNDAY = 5, 6
# What `?quand=` may say, in the town's language as all addresses are.
PERIODS = {
    "aujourd-hui": _("Today"),
    "week-end": _("This weekend"),
    "7-jours": _("Next 7 days"),
    "30-jours": _("Next 30 days"),
}
PAST = "passe"


class EventIndexPage(Page):
    """The town's agenda."""

    max_count = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["events.EventPage", "events.WorkshopPage"]

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add the dates by day: the coming ones, unless `?quand=` says otherwise."""
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        today = timezone.localtime(now).date()
        when = request.GET.get("quand", "")
        everything = Agenda.seen_by(Audience.seen_by(request.user))
        if when == PAST:
            agenda = everything.past(now)
        elif when in PERIODS:
            agenda = everything.coming(now).between(*_days_of(when, today))
        else:
            when, agenda = "", everything.coming(now)
        dates = page_of(agenda, request, DATES_ON_A_PAGE)
        return context | {
            "dates": dates,
            "days": by_day(with_photos(dates), None if when == PAST else today),
            "when": when,
            "periods": PERIODS,
            "today": today,
        }


def _days_of(period: str, today: date) -> tuple[date, date]:
    if period == "week-end":
        saturday = today + timedelta(days=max(SATURDAY - today.weekday(), 0))
        sunday = today + timedelta(days=SUNDAY - today.weekday())
        return saturday, sunday
    days = {"aujourd-hui": 0, "7-jours": 6, "30-jours": 29}[period]
    return today, today + timedelta(days=days)

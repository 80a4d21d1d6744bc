"""Dates in pages: what comes, and how it is said."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone

from events import linked_data
from events.days import not_over
from events.models import EventPage, SessionPage, WorkshopPage
from events.models.agenda import Agenda, Occurrence, dates_on
from events.rule_wording import say_rule
from events.wording import needs_year, say_day, say_hours, say_span
from publishing.contract import Audience
from shops.models import ShopPage

register = template.Library()


@register.simple_tag(takes_context=True)
def coming_at(
    context: template.Context, shop: ShopPage, number: int
) -> list[Occurrence]:
    """Return the next dates at `shop` that the visitor may see."""
    return _visible(context).at(shop).coming(timezone.now())[:number]


@register.simple_tag
def dates_of(page: EventPage | SessionPage) -> dict[str, list[Occurrence]]:
    """Return the coming and the past dates of an event or a session."""
    dates, now = dates_on(page), timezone.now()
    return {
        "coming": [date for date in dates if not date.is_over(now)],
        "past": [date for date in dates if date.is_over(now)],
    }


@register.simple_tag(takes_context=True)
def sessions_of(
    context: template.Context, workshop: WorkshopPage, number: int
) -> dict[str, list[Occurrence]]:
    """Return the coming and the past sessions that the visitor may see."""
    visible = Audience.seen_by(context["request"].user)
    sessions = SessionPage.objects.live().child_of(workshop).select_related("shop")
    sessions = sessions.select_related("locale").filter(audience__in=visible)
    coming = not_over(timezone.now())
    return {
        "coming": _dates(
            sessions.filter(coming).order_by("starts_at")[:number], workshop
        ),
        "past": _dates(
            sessions.exclude(coming).order_by("-starts_at")[:number], workshop
        ),
    }


@register.simple_tag
def said(occurrence: Occurrence) -> str:
    """Return the date and hours of `occurrence` in words, with the year if unclear."""
    year = needs_year(occurrence.day, timezone.localdate())
    return say_span(occurrence.starts_at, occurrence.ends_at, year=year)


@register.simple_tag
def said_hours(occurrence: Occurrence) -> str:
    """Return the hours of `occurrence`; for several days, all of it in words."""
    ends_at = occurrence.ends_at
    if ends_at and timezone.localtime(ends_at).date() != occurrence.day:
        return said(occurrence)
    return say_hours(occurrence.starts_at, ends_at)


@register.filter
def said_day(day: date | datetime | None) -> str:
    """Return a day in words, with the year if unclear; "" for none."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return say_day(day, year=needs_year(day, timezone.localdate()))


@register.filter
def rule_in_words(workshop: WorkshopPage) -> str:
    """Return when a workshop takes place, "" when it has no rule that has words."""
    return say_rule(workshop.rule, workshop.starts)


@register.filter
def event_data(occurrence: Occurrence) -> dict:
    """Return `occurrence` as schema.org data."""
    return linked_data.event(occurrence)


def _visible(context: template.Context) -> Agenda:
    return Agenda.seen_by(Audience.seen_by(context["request"].user))


def _dates(sessions: Iterable[SessionPage], workshop: WorkshopPage) -> list[Occurrence]:
    dates = []
    for session in sessions:
        session.workshop = workshop
        dates += dates_on(session)
    return dates

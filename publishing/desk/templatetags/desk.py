"""How the desk says times, and draws states."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template

from publishing.desk.access import may_stand_still
from publishing.models import Channel, Publication, Standstill
from publishing.town_time import in_town, say_date, say_day, say_hour, say_moment

register = template.Library()

#: Word and icon, never colour alone: icon, tone.
PUBLICATION_LOOKS = {
    Publication.State.PLANNED: ("calendar-alt", "waiting"),
    Publication.State.SENDING: ("upload", "waiting"),
    Publication.State.PUBLISHED: ("check", "done"),
    Publication.State.UNSURE: ("help", "attention"),
    Publication.State.FAILED: ("warning", "attention"),
    Publication.State.MISSED: ("warning", "attention"),
    Publication.State.CANCELLED: ("cross", "quiet"),
    Publication.State.WITHDRAWN: ("cross", "quiet"),
}
CHANNEL_LOOKS = {
    Channel.State.ACTIVE: ("check", "done"),
    Channel.State.PAUSED: ("time", "waiting"),
    Channel.State.ATTENTION: ("warning", "attention"),
    Channel.State.CLOSED: ("cross", "quiet"),
}


@register.filter
def moment(value: datetime | None) -> str:
    """Return an instant in words, in town time; "" for none."""
    return say_moment(value) if value else ""


@register.filter
def in_words(value: date) -> str:
    """Return a day in words."""
    return say_day(value)


@register.filter
def shortly(value: date) -> str:
    """Return a day in words without its weekday."""
    return say_date(value)


@register.filter
def town_hour(value: datetime) -> str:
    """Return the time of day of an instant in words, in town time."""
    return say_hour(in_town(value).time())


@register.filter
def leaves_at(publication: Publication) -> str:
    """Return at what time of day it left, or leaves, in town time."""
    return town_hour(publication.published_at or publication.at)


@register.filter
def wall(value: datetime) -> str:
    """Return an instant as the native picker writes it, in town time."""
    return in_town(value).strftime("%Y-%m-%dT%H:%M")


@register.filter
def wall_in_days(value: datetime, days: int) -> str:
    """Return the same time of day so many days later, as the picker writes it."""
    there = in_town(value)
    day = there.date() + timedelta(days=days)
    return f"{day.isoformat()}T{there:%H:%M}"


@register.inclusion_tag("desk/_state.html")
def state_pill(row: Publication | Channel) -> dict[str, str]:
    """Draw the state of a publication or a channel."""
    looks = PUBLICATION_LOOKS if isinstance(row, Publication) else CHANNEL_LOOKS
    icon, tone = looks[row.state]  # type: ignore[index]
    return {"label": row.get_state_display(), "icon": icon, "tone": tone}


@register.inclusion_tag("desk/_standstill_bar.html", takes_context=True)
def standstill_bar(context: template.Context) -> dict[str, Any]:
    """Say on every screen, to those who work at the desk, that all stands still."""
    request = context.get("request")
    if request is None or not may_stand_still(request.user):
        return {}
    return {"standstill": Standstill.objects.current()}

"""Days with their years, as people write them: "1er décembre 2026"."""

from datetime import date, datetime

from django import template

from publishing.town_time import say_date, say_full_date, say_full_moment

register = template.Library()


@register.filter
def full_date(value: date | datetime | None) -> str:
    """Return a day, or that of an instant in town, with its year; "" for none."""
    if isinstance(value, datetime):
        return say_full_date(value)
    return say_date(value, year=True) if value else ""


@register.filter
def full_moment(value: datetime | None) -> str:
    """Return an instant in town time, with its year; "" for none."""
    return say_full_moment(value) if value else ""

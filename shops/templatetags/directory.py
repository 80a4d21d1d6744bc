"""What pages about a shop show besides the shop."""

from collections.abc import Container
from datetime import date, datetime

from django import template
from django.utils import timezone

from shops.hours import OpenNow, Stretch
from shops.linked_data import local_business
from shops.models import ShopPage
from shops.wording import say_soon, say_time

register = template.Library()


@register.filter
def open_now(shop: ShopPage, holidays: Container[date]) -> OpenNow | None:
    """Return whether `shop` is open, None when nobody can say."""
    return shop.open_now(holidays)


@register.filter
def holiday_today(shop: ShopPage, holidays: Container[date]) -> bool:
    """Return whether today is a holiday of which `shop` says nothing."""
    return shop.holiday_today(holidays)


@register.filter
def shop_data(shop: ShopPage) -> dict:
    """Return `shop` as schema.org data."""
    return local_business(shop)


@register.filter
def said_change(moment: datetime) -> str:
    """Return when a shop opens or closes next, in words."""
    return say_soon(moment, timezone.now())


@register.filter
def said_stretch(stretch: Stretch) -> str:
    """Return a stretch of opening hours in words: "8 h 30 – 12 h 30"."""
    opens, closes = stretch.opens, stretch.closes
    return (
        f"{say_time(opens.hour, opens.minute)} – {say_time(closes.hour, closes.minute)}"
    )

"""A day on which the shop says it is closed: said at the field, never refused."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shops.models import ShopPage
from shops.wording import say_day


def say_closed(shop: ShopPage, day: date | None) -> str:
    """Return what to say when `shop` is closed on a day to come, "" when it isn't."""
    if day is None or day < timezone.localdate() or shop.hours_on(day) != []:
        return ""
    return _(
        "According to your page, the shop is closed on %(day)s. Is the date right?"
    ) % {"day": say_day(day)}


def day_of(value: object) -> date | None:
    """Return the day of what a picker shows or sent, None when it is no day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None

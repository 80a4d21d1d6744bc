"""A day on which the shop says it is closed: said at the field, never refused."""

from datetime import date, datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from shops.models import ShopPage
from shops.wording import say_day


def say_closed(shop: ShopPage, first: date | None, last: date | None = None) -> str:
    """Return what to say when `shop` is closed on the `first` or `last` day, else ""."""
    if first is None:
        return ""
    days = shop.closed_at_either_end([(first, last or first)])
    if not days:
        return ""
    named = get_text_list([say_day(day) for day in days], _("and"))
    return _(
        "According to your page, the shop is closed on %(day)s. Is the date right?"
    ) % {"day": named}


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

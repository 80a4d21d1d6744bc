"""When a shop is open on a day: the hours of a date that says none."""

from collections.abc import Callable
from datetime import date

from cityhub.myshop.understanding.hours import Hours
from shops.models import ShopPage


def usual_hours(shop: ShopPage) -> Callable[[date], Hours | None]:
    """Return a function that gives a day's first opening and last closing."""

    def on(day: date) -> Hours | None:
        hours = shop.hours_on(day)
        return Hours(hours[0][0], hours[-1][1]) if hours else None

    return on

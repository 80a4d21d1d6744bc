"""When a shop is open on a day: the hours of a date that says none."""

from collections.abc import Callable
from datetime import date

from cityhub.myshop.understanding.hours import Hours
from shops.models import ShopPage


def usual_hours(shop: ShopPage) -> Callable[[date], Hours | None]:
    """Return a function that gives a day's first opening and last closing."""
    stretches = list(shop.opening_hours.all())

    def on(day: date) -> Hours | None:
        some = sorted(
            (each for each in stretches if each.weekday == day.weekday()),
            key=lambda each: each.opens,
        )
        return Hours(some[0].opens, some[-1].closes) if some else None

    return on

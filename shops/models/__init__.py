"""Pages and rows of the shops."""

from shops.models.days_apart import DaysApart
from shops.models.news import NewsPage
from shops.models.people import ShopPeople
from shops.models.shop import (
    OpeningHours,
    ShopCategory,
    ShopIndexPage,
    ShopPage,
    ShopPhoto,
    ShopTag,
)

__all__ = [
    "DaysApart",
    "NewsPage",
    "OpeningHours",
    "ShopCategory",
    "ShopIndexPage",
    "ShopPage",
    "ShopPeople",
    "ShopPhoto",
    "ShopTag",
]

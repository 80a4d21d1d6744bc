"""Pages and rows of the shops."""

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
    "NewsPage",
    "OpeningHours",
    "ShopCategory",
    "ShopIndexPage",
    "ShopPage",
    "ShopPeople",
    "ShopPhoto",
    "ShopTag",
]

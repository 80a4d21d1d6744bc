"""The town's shops: categories, places, hours, pictures, owners."""

from datetime import time
from decimal import Decimal
from math import cos, radians

from django.contrib.auth.models import User
from django.utils.text import slugify

from cityhub.demo import pages, people
from cityhub.demo.calendar import Calendar
from cityhub.demo.pictures import Painter
from cityhub.demo.told import ShopTold, Town
from shops.models import OpeningHours, ShopCategory, ShopIndexPage, ShopPage
from shops.people import add_person

#: The bridge; there is no town here.
LATITUDE, LONGITUDE = 47.4062, 6.9187
METRES_IN_A_DEGREE = 111_320
LISTED_FOR = 200  # days


def open_shops(
    town: Town, painter: Painter, calendar: Calendar, shopkeeper: User, manager: User
) -> dict[str, ShopPage]:
    """Publish every shop in the directory; return them by the name they are told by.

    The first shop told is the shopkeeper's who signs in.
    """
    index = ShopIndexPage.objects.get()
    index.introduction = town.words["shops"]
    pages.publish(index, manager)
    categories = {
        name: ShopCategory.objects.create(name=name, slug=slugify(name))
        for name in sorted({shop.category for shop in town.shops.values()})
    }
    opened = {}
    for number, (name, told) in enumerate(town.shops.items()):
        shop = _page(town, told, number, categories[told.category])
        pages.add(index, shop, manager)
        owner = people.owner(told.owner) if number else shopkeeper
        add_person(owner, shop)
        shop.photo = painter.shop(name, told, shop.people.collection)
        pages.publish(shop, manager, calendar.ago(LISTED_FOR - number))
        opened[name] = shop
    return opened


def owner_of(shop: ShopPage) -> User:
    """Return who speaks for the shop."""
    return shop.people.group.user_set.get()


def _page(town: Town, told: ShopTold, number: int, category: ShopCategory) -> ShopPage:
    hours = town.hours[told.hours]
    metres = METRES_IN_A_DEGREE * cos(radians(LATITUDE))
    page = ShopPage(
        title=told.title,
        category=category,
        sentence=told.sentence,
        description=told.description.strip(),
        street=told.street,
        postcode=town.words["postcode"],
        town=town.words["name"],
        latitude=_degrees(LATITUDE + told.north / METRES_IN_A_DEGREE),
        longitude=_degrees(LONGITUDE + told.east / metres),
        phone=town.words["phone"].format(number=number + 10),
        email=f"{slugify(told.owner)}@example.org",
        accessible=told.accessible,
        opening_hours=[
            OpeningHours(
                weekday=day,
                opens=time.fromisoformat(opens),
                closes=time.fromisoformat(closes),
            )
            for day in hours["days"]
            for opens, closes in hours["stretches"]
        ],
    )
    page.tags.add(*told.tags)
    return page


def _degrees(value: float) -> Decimal:
    return Decimal(f"{value:.6f}")

"""Rows for tests, free of surprises; pages are added where they live."""

from datetime import timedelta

from django.utils import timezone

from cityhub.photos.models import Photo
from events.models import EventDate, EventIndexPage, EventPage
from shops.models import NewsPage, ShopIndexPage, ShopPage
from tests.pictures import encoded, picture, upload


def make_shop(title: str = "Maison Weber", **fields) -> ShopPage:
    """Add a live shop to the directory."""
    return ShopIndexPage.objects.get().add_child(
        instance=ShopPage(title=title, **fields)
    )


def make_news(shop: ShopPage | None = None, **fields) -> NewsPage:
    """Add live news to a shop (a new one unless given)."""
    shop = shop or make_shop()
    fields = {"title": "Une boulangerie ouvre", "text": "Venez goûter.", **fields}
    return shop.add_child(instance=NewsPage(**fields))


def make_event(parent=None, starts_at=None, ends_at=None, **fields) -> EventPage:
    """Add a live event to the agenda, tomorrow unless said."""
    parent = parent or EventIndexPage.objects.get()
    fields = {"title": "Fête de rue", "text": "Musique et étals.", **fields}
    event = EventPage(**fields)
    starts_at = starts_at or timezone.now() + timedelta(days=1)
    event.dates = [EventDate(starts_at=starts_at, ends_at=ends_at)]
    return parent.add_child(instance=event)


def make_photo(title: str = "Vitrine", size=(60, 40), **fields) -> Photo:
    """Keep a small photo, without any rendition."""
    content = encoded(picture(size), "JPEG")
    return Photo.objects.create(title=title, file=upload(content), **fields)

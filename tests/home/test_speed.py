"""Pages cost the same few queries however much there is, and draw no picture."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from cityhub.home.models import TownSettings
from cityhub.photos.models import PhotoRendition
from events.models import EventIndexPage, WorkshopPage
from shops.models import OpeningHours, ShopCategory, ShopPhoto
from tests.factories import make_event, make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
PAGES = {
    "home": "/",
    "directory": "/boutiques/",
    "directory of a category": "/boutiques/?categorie=pains",
    "shop": "/boutiques/weber/",
    "news": "/boutiques/weber/nouvelle-0/",
    "agenda": "/agenda/",
    "past": "/agenda/?quand=passe",
    "event": "/boutiques/weber/fete-0/",
    "workshop": "/agenda/ateliers/",
    "session": "/agenda/ateliers/{session}/",
    "search": "/recherche/?q=maison",
    "feed": "/actualites.rss",
    "calendar": "/agenda.ics",
    "calendar of a workshop": "/agenda/{workshop}.ics",
}


class Town:
    """A town to which more of everything can be added."""

    def __init__(self):
        TownSettings.for_site(Site.objects.get(is_default_site=True))
        self.photo = make_photo()
        self.bread = ShopCategory.objects.create(name="Pains", slug="pains")
        self.weber = self.shop("Maison Weber", slug="weber")
        self.workshop = EventIndexPage.objects.get().add_child(
            instance=WorkshopPage(
                title="Ateliers de la maison",
                slug="ateliers",
                text="Entre nous.",
                rule="FREQ=DAILY",
                starts=time(8, 30),
                starts_on=date(2026, 1, 1),
                photo=self.photo,
            )
        )

    def shop(self, title, **fields):
        return make_shop(title, photo=self.photo, category=self.bread, **fields)

    def grow(self, first: int, last: int) -> None:
        """Add shops, news, dates, photos and sessions, numbered."""
        weber, photo, now = self.weber, self.photo, timezone.now()
        self.workshop.lay_sessions(timezone.localdate() + timedelta(days=last))
        for number in range(first, last):
            make_news(self.shop(f"Maison {number}"), title="Neuf", photo=photo)
            more = [("photo", {"image": photo, "alt_text": "Vitrine"})] * 3
            make_news(weber, slug=f"nouvelle-{number}", photo=photo, more_photos=more)
            days = timedelta(days=number + 1)
            make_event(starts_at=now - days, title="Passé", photo=photo)
            make_event(
                weber, now + days, slug=f"fete-{number}", photo=photo, shop=weber,
                more_photos=more,
            )  # fmt: skip
            ShopPhoto.objects.create(shop=weber, photo=photo)
            OpeningHours.objects.create(
                shop=weber, weekday=number % 7, opens=time(9), closes=time(19)
            )

    def addresses(self) -> dict[str, str]:
        session = self.workshop.get_children().first().slug
        known = {"session": session, "workshop": self.workshop.pk}
        return {name: address.format(**known) for name, address in PAGES.items()}


def cold_queries(client, address: str) -> int:
    """Return how many queries a visitor's look at `address` takes, nothing cached.

    Content types stay known: a process asks for them once in its life.
    """
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as taken:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(taken)


def test_each_page_takes_few_queries_however_much_there_is(client):
    town = Town()
    town.grow(0, 2)
    for address in town.addresses().values():
        client.get(address)
    few = {name: cold_queries(client, at) for name, at in town.addresses().items()}
    town.grow(2, 30)
    many = {name: cold_queries(client, at) for name, at in town.addresses().items()}
    assert many == few
    assert {name: count for name, count in many.items() if count > MOST_QUERIES} == {}


def test_no_page_makes_a_rendition_while_a_visitor_waits(client):
    town = Town()
    town.grow(0, 2)
    for address in town.addresses().values():
        assert client.get(address).status_code == 200
    assert PhotoRendition.objects.count() == 0

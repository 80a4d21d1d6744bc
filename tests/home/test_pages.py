"""What each page says, in both languages."""

import json
import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cityhub.photos.renditions import prepare
from events.models import WorkshopPage
from publishing.contract import Status
from shops.models import OpeningHours, ShopCategory
from tests.factories import make_event, make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
FRENCH = {"accept-language": "fr"}
ENGLISH = {"accept-language": "en"}
DAY = {
    "starts_at": datetime(2026, 12, 5, 10, tzinfo=PARIS),
    "ends_at": datetime(2026, 12, 5, 18, tzinfo=PARIS),
}


@pytest.fixture(autouse=True)
def _tuesday_morning():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False):
        yield


def text(client, address: str, headers=FRENCH) -> str:
    """Return the words of a page as people read them."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def data(client, address: str) -> list[dict]:
    """Return the page's data for search engines."""
    page = client.get(address).content.decode()
    return [
        json.loads(block)
        for block in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', page
        )
    ]


@pytest.fixture
def weber():
    shop = make_shop(
        "Maison Weber",
        slug="weber",
        sentence="Pains au levain",
        category=ShopCategory.objects.create(name="Boulangerie", slug="pains"),
        street="3 rue du Commerce",
        postcode="14500",
        town="Valmont",
    )
    shop.opening_hours = [OpeningHours(weekday=1, opens=time(8, 30), closes=time(19))]
    shop.save()
    return shop


def test_a_shop_says_whether_it_is_open_and_where_it_is(client, weber):
    french = text(client, weber.url)
    assert "Ouvert · ferme à 19\u202fh".replace("\u202f", " ") in french.replace(
        "\u202f", " "
    )
    assert "3 rue du Commerce, 14500 Valmont" in french
    assert "Mardi 8 h 30 – 19 h" in french.replace("\u202f", " ")
    assert "Open now · closes at 7 pm" in text(client, weber.url, ENGLISH)


def test_a_shop_is_not_said_to_be_open_on_a_public_holiday(client, weber):
    with time_machine.travel(datetime(2026, 12, 25, 9, tzinfo=UTC), tick=False):
        page = text(client, weber.url)
    assert "C’est un jour férié" in page
    assert "Ouvert ·" not in page


def test_a_shop_is_a_local_business_for_search_engines(client, weber):
    (business,) = data(client, weber.url)
    assert business["@type"] == "LocalBusiness"
    assert business["address"]["streetAddress"] == "3 rue du Commerce"
    assert business["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Tuesday"],
            "opens": "08:30",
            "closes": "19:00",
        }
    ]


def test_an_opening_says_when_what_was_before_and_who(client, weber):
    news = make_news(
        weber,
        title="Une boulangerie ouvre",
        kind="opening",
        opening_date=date(2026, 12, 1),
        before="la mercerie Dubois",
        who="Nous sommes Claire et Julien.",
        signature="Claire",
    )
    page = text(client, news.url)
    for words in (
        "Ouverture",
        "Ouvre le mardi 1er décembre",
        "Avant\u00a0: la mercerie Dubois".replace("\u00a0", " "),
        "Nous sommes Claire et Julien. — Claire",
    ):
        assert words in page.replace("\u00a0", " ")
    assert "Opens Tuesday 1 December" in text(client, news.url, ENGLISH)
    with time_machine.travel(datetime(2026, 12, 8, 9, tzinfo=UTC), tick=False):
        assert "Ouvert depuis le mardi 1er décembre" in text(client, news.url)


def test_a_shared_link_has_its_picture_and_words(client, weber):
    photo = make_photo(size=(1600, 1000), description="La vitrine")
    prepare(photo)
    news = make_news(weber, photo=photo, alt_text="Deux boulangers", text="Venez.")
    page = client.get(news.url).content.decode()
    shared = dict(
        re.findall(r'<meta\s+(?:property|name)="([^"]+)"\s+content="([^"]*)"', page)
    )
    assert shared["og:image"].startswith("http://localhost:8000/media/")
    assert shared["og:image"].endswith(".jpg")
    assert shared["og:image:alt"] == shared["twitter:image:alt"] == "Deux boulangers"
    assert shared["og:description"] == "Venez."
    assert shared["twitter:card"] == "summary_large_image"
    assert shared["og:url"] == news.full_url
    assert re.findall(r'rel="canonical"\s+href="([^"]*)"', page) == [news.full_url]


def test_a_photo_that_is_not_ready_leaves_its_room(client, weber):
    make_news(weber, photo=make_photo())
    page = client.get("/").content.decode()
    assert "photo photo-card photo-none" in page
    assert "<img" not in page


def test_a_ready_photo_has_its_size_and_its_words(client, weber):
    photo = make_photo(size=(1600, 1000))
    prepare(photo)
    make_news(weber, photo=photo, alt_text="Deux boulangers")
    (image,) = re.findall(r"<img[^>]*>", client.get("/").content.decode())
    for part in ('width="480"', 'height="320"', 'alt="Deux boulangers"', ".webp"):
        assert part in image


def test_a_cancelled_event_stays_and_says_so(client, weber):
    event = make_event(title="Balade", status=Status.CANCELLED, **DAY)
    assert "Balade" in text(client, "/agenda/")
    assert "Annulé" in text(client, "/agenda/")
    assert "C’est annulé" in text(client, event.url)
    (found,) = data(client, event.url)
    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert found["startDate"] == "2026-12-05T10:00:00+01:00"


def test_an_event_says_when_where_and_for_how_much(client, weber):
    event = make_event(weber, title="Dégustation", shop=weber, **DAY)
    page = text(client, event.url).replace("\u202f", " ")
    assert "samedi 5 décembre, 10 h – 18 h" in page
    assert "Maison Weber, 3 rue du Commerce, 14500 Valmont" in page
    assert "Gratuit" in page
    assert "Saturday 5 December, 10 am – 6 pm" in text(client, event.url, ENGLISH)
    assert "Dégustation" in text(client, weber.url)


def test_the_agenda_keeps_the_past_apart(client, weber):
    make_event(title="Braderie", starts_at=datetime(2026, 10, 3, 9, tzinfo=PARIS))
    make_event(title="Marché", **DAY)
    coming, past = text(client, "/agenda/"), text(client, "/agenda/?quand=passe")
    assert ("Marché" in coming, "Braderie" in coming) == (True, False)
    assert ("Marché" in past, "Braderie" in past) == (False, True)


@pytest.mark.parametrize(
    ("period", "titles"),
    [
        ("aujourd-hui", ["Exposition"]),
        ("week-end", ["Exposition", "Samedi"]),
        ("7-jours", ["Exposition", "Samedi", "Lundi"]),
        ("30-jours", ["Exposition", "Samedi", "Lundi", "Marché"]),
    ],
)
def test_the_agenda_can_be_narrowed_to_a_period(client, period, titles):
    started = datetime(2026, 11, 20, 9, tzinfo=PARIS)
    make_event(title="Exposition", starts_at=started, ends_at=DAY["starts_at"])
    make_event(title="Samedi", starts_at=datetime(2026, 11, 28, 9, tzinfo=PARIS))
    make_event(title="Lundi", starts_at=datetime(2026, 11, 30, 9, tzinfo=PARIS))
    make_event(title="Marché", **DAY)
    make_event(title="Janvier", starts_at=datetime(2027, 1, 30, 9, tzinfo=PARIS))
    response = client.get("/agenda/", {"quand": period})
    assert [date.page.title for date in response.context["dates"]] == titles


def test_a_workshop_says_its_rule_and_its_sessions(client, agenda):
    workshop = agenda.add_child(
        instance=WorkshopPage(
            title="Ateliers",
            text="Un café.",
            rule="FREQ=MONTHLY;BYDAY=1TU",
            starts_on=date(2026, 1, 1),
            starts=time(8, 30),
        )
    )
    workshop.lay_sessions(date(2026, 12, 31))
    page = text(client, workshop.url).replace("\u202f", " ")
    assert "Le premier mardi de chaque mois, à 8 h 30" in page
    assert "mardi 1er décembre, 8 h 30 – 10 h" in page
    session = workshop.get_children().get()
    assert "mardi 1er décembre, 8 h 30 – 10 h" in text(client, session.url).replace(
        "\u202f", " "
    )


def test_the_directory_is_narrowed_by_category_without_javascript(client, weber):
    make_shop("Le Vélo Jaune")
    assert [shop.title for shop in client.get("/boutiques/").context["shops"]] == [
        "Le Vélo Jaune",
        "Maison Weber",
    ]
    response = client.get("/boutiques/?categorie=pains")
    assert [shop.title for shop in response.context["shops"]] == ["Maison Weber"]


def test_an_empty_town_offers_a_next_step_everywhere(client, home):
    assert "Pas encore de nouvelles." in text(client, "/")
    assert "Aucune boutique pour l’instant." in text(client, "/boutiques/")
    assert "Rien n’est prévu pour le moment." in text(client, "/agenda/")
    assert "Nothing is planned at the moment." in text(client, "/agenda/", ENGLISH)


def test_news_come_as_rss_with_absolute_addresses(client, weber):
    news = make_news(weber, title="Neuf & bon")
    feed = client.get("/actualites.rss").content.decode()
    assert "<title>Neuf &amp; bon</title>" in feed
    assert f"<link>{news.full_url}</link>" in feed
    assert "<link>http://localhost:8000/</link>" in feed

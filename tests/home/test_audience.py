"""What is for merchants only does not exist for residents."""

import pytest
from django.contrib.auth.models import User

from publishing.contract import Audience
from shops.people import add_person
from tests.factories import make_event, make_news, make_shop

pytestmark = pytest.mark.django_db

PUBLIC_LISTS = (
    "/",
    "/boutiques/weber/",
    "/agenda/",
    "/agenda/?quand=30-jours",
    "/recherche/?q=secret",
)
ALWAYS_PUBLIC = ("/actualites.rss", "/agenda.ics", "/sitemap.xml")


@pytest.fixture
def shop():
    return make_shop(slug="weber")


@pytest.fixture
def secrets(shop):
    """Return a piece of news and an event that merchants alone may see."""
    merchants = {"audience": Audience.MERCHANTS, "title": "Secret du comité"}
    news = make_news(shop, slug="secret", **merchants)
    return news, make_event(shop=shop, slug="secret", **merchants)


@pytest.fixture
def shopkeeper(shop):
    user = User.objects.create_user("claire", "claire@example.org", "secret")
    add_person(user, shop)
    return user


def words(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("address", PUBLIC_LISTS + ALWAYS_PUBLIC)
def test_residents_find_merchants_content_nowhere(client, secrets, address):
    assert "Secret du comit" not in words(client.get(address))


def test_residents_are_told_that_merchants_pages_do_not_exist(client, secrets):
    for page in secrets:
        assert client.get(page.url).status_code == 404
    assert client.get(f"/agenda/{secrets[1].pk}.ics").status_code == 404


def test_a_signed_in_shopkeeper_sees_merchants_content(client, secrets, shopkeeper):
    client.force_login(shopkeeper)
    for page in secrets:
        assert "Secret du comité" in words(client.get(page.url))
    for address in PUBLIC_LISTS:
        assert "Secret du comité" in words(client.get(address)), address


def test_feeds_and_sitemap_stay_public_whoever_asks(client, secrets, manager):
    client.force_login(manager)
    for address in ALWAYS_PUBLIC:
        assert "Secret du comit" not in words(client.get(address)), address


def test_an_account_without_any_role_is_a_resident(client, secrets):
    client.force_login(User.objects.create_user("nobody"))
    assert client.get(secrets[0].url).status_code == 404

"""Fixtures that every test may use: the town as the migrations lay it."""

import gc
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from wagtail.models import Site

from cityhub.home.models import HomePage
from events.models import EventIndexPage
from publishing.models import Channel
from publishing.newsletter.models import NewsletterPage
from shops.models import ShopIndexPage
from tests import prepared

FLOWS = Path(__file__).parent / "flows"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the flows: one worker walks through them, the other does the rest."""
    items.sort(key=lambda item: FLOWS not in item.path.parents)


def pytest_collection_finish() -> None:
    """Let the garbage be collected more seldom, and not among what stays to the end.

    Django, Wagtail and the tests are a million objects: to look through them again
    and again takes a sixth of the time of all tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def turn_to_migrate():
    """Wait while another worker migrates; on SQLite alone its copy can be had."""
    turn = prepared.Turn()
    if connection.vendor == "sqlite":
        turn.take()
    return turn


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, turn_to_migrate, request):
    """Whether to start on a database that is migrated already."""
    if connection.vendor == "sqlite":
        return prepared.bring()
    return request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup, django_db_keepdb, turn_to_migrate, django_db_blocker
):
    """Keep what was migrated, and end who is still connected in the end.

    A killed worker's session, or a live server's kept one, may outlive its test,
    and PostgreSQL drops no database that somebody is still connected to.
    """
    if connection.vendor == "sqlite":
        if not django_db_keepdb:
            prepared.keep()
        turn_to_migrate.end()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _fast_and_clean(tmp_path, django_db_serialized_rollback):
    """Cheap password hashes, own media, an empty cache; what migrations laid stays."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = str(tmp_path / "media")
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)  # a visitor's may have stayed


@pytest.fixture
def home(db):
    return HomePage.objects.get()


@pytest.fixture
def shop_index(db):
    return ShopIndexPage.objects.get()


@pytest.fixture
def agenda(db):
    return EventIndexPage.objects.get()


@pytest.fixture
def newsletter_page(db):
    return NewsletterPage.objects.get()


@pytest.fixture
def site(db):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def newsletter_channel(db):
    return Channel.objects.get(kind=Channel.Kind.NEWSLETTER)


@pytest.fixture
def manager(db):
    """The commerce manager."""
    user = User.objects.create_user(
        "manager", "manager@example.org", "secret", first_name="Maud"
    )
    user.groups.add(Group.objects.get(name="Commerce manager"))
    return user


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser("administrator", "admin@example.org", "secret")

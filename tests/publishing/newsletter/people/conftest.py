"""What the tests of the newsletter's people share."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shops.people import add_person
from tests.factories import make_shop

SUBSCRIBERS = "/gestion/newsletter/subscribers/"


@pytest.fixture
def desk(client, manager):
    """The manager at her desk."""
    client.force_login(manager)
    return client


@pytest.fixture
def make_merchant(db):
    """Add somebody who works for a shop of her own."""

    def make(name: str, **shop) -> User:
        user = User.objects.create_user(
            name.lower(), f"{name.lower()}@example.org", "secret", first_name=name
        )
        add_person(user, make_shop(f"Chez {name}", **shop))
        return user

    return make


@pytest.fixture
def queries_of(desk):
    """Count what a screen asks of the database once everything is warm."""

    def count(address: str) -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        return len(captured)

    return count

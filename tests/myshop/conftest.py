"""A shop, its people, and a client that is signed in."""

import pytest
from django.contrib.auth.models import User

from shops.people import add_person
from tests.factories import make_shop


@pytest.fixture
def shop(db):
    return make_shop("Maison Weber", street="3 rue du Four", town="Clairac")


@pytest.fixture
def lea(shop):
    """The shopkeeper."""
    user = User.objects.create_user(
        "lea@example.org", "lea@example.org", "secret", first_name="Léa"
    )
    add_person(user, shop)
    return user


@pytest.fixture
def counter(client, lea):
    """A browser in which the shopkeeper is signed in."""
    client.force_login(lea)
    return client

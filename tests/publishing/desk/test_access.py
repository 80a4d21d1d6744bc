"""The desk is its people's: others learn nothing of it, whatever they ask for."""

import pytest
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from publishing.models import Letter, Publication
from tests.security.addresses import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_addresses(submit, facebook):
    """Every address of the desk, for what exists and for what doesn't."""
    waiting = submit()
    page = waiting.workflow_state.content_object
    planned = Publication.objects.plan(page, facebook, timezone.now())
    letter = Letter.objects.create(to="mia@example.org", subject="?", text="?")
    known = {
        "": [facebook.pk, letter.pk, planned.pk, 0, "nothing"],
        "page_id": [page.pk, 0],
        "task_state_id": [waiting.pk, 0],
        "verb": ["retry", "cancel", "nothing"],
        "kind": ["event", "nothing"],
        "language": ["fr", "xx"],
        "wave": ["reminder", "nothing"],
    }
    return [
        address for address in addresses(("gestion/desk/",), known) if leads(address)
    ]


def leads(address):
    try:
        return resolve(address).view_name.startswith("desk:")
    except Resolver404:
        return False


def test_a_shopkeeper_is_led_away_from_every_address(
    client, shopkeeper, desk_addresses
):
    client.force_login(shopkeeper)
    away, guarded = (302, reverse("wagtailadmin_home")), (404, None)
    answers = {
        (method.__name__, address): (response.status_code, response.get("Location"))
        for address in desk_addresses
        for method in (client.get, client.post)
        for response in [method(address)]
    }
    assert len(desk_addresses) > 40
    led = {how for (_method, where), how in answers.items() if "/items/" not in where}
    assert led == {away}
    assert set(answers.values()) == {away, guarded}  # the numbers of pages


def test_who_is_not_signed_in_is_asked_to_first(client, desk_addresses):
    asked = {
        address: client.get(address).headers["Location"] for address in desk_addresses
    }
    sign_in = reverse("wagtailadmin_login")
    assert asked == {address: f"{sign_in}?next={address}" for address in asked}


def test_the_manager_meets_no_fault_at_any_address(desk, desk_addresses):
    statuses = {address: desk.get(address).status_code for address in desk_addresses}
    assert set(statuses.values()) == {200, 302, 404, 405}

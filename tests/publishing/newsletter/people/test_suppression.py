"""Who left stays away: through imports, erasure and changed keys."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

from publishing.models import Secret
from publishing.newsletter.models import Consent, Subscriber, Suppression
from publishing.newsletter.people.erasing import erase_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return Subscriber.objects.create(email="anna@example.org", state="confirmed")


def evidence(source="link", what="withdrawn") -> Consent:
    return Consent(what=what, source=source)


def test_who_unsubscribes_is_remembered_without_her_address(anna):
    anna.unsubscribe(evidence())
    kept = Suppression.objects.get()
    assert kept.why == "left"
    assert "anna" not in kept.fingerprint
    assert Suppression.objects.of(" ANNA@example.org ") == kept


def test_the_memory_outlives_the_erasure_and_holds_against_a_list(anna):
    erase_person(anna, Suppression.Why.ERASED)
    again = Subscriber.objects.ask("Anna@example.org", name="", language="fr")
    assert not again.subscribe_by_hand(evidence("import", "by_hand"))
    again.refresh_from_db()
    assert again.state == "pending"


def test_she_herself_comes_back_and_nothing_holds_against_her_any_more(anna):
    anna.unsubscribe(evidence())
    again = Subscriber.objects.ask("anna@example.org", name="", language="fr")
    assert again.confirm(evidence("link", "confirmed"))
    assert Suppression.objects.count() == 0


def test_an_address_that_is_refused_for_good_is_remembered_as_such(anna):
    assert anna.lose()
    assert (anna.state, Suppression.objects.get().why) == ("unreachable", "unreachable")


def test_what_held_before_an_erasure_goes_on_holding(anna):
    anna.unsubscribe(evidence("complaint"))
    erase_person(anna, Suppression.Why.ERASED)
    assert Suppression.objects.get().why == "complained"


def test_many_addresses_are_looked_up_with_few_queries(
    anna, django_assert_max_num_queries
):
    anna.unsubscribe(evidence())
    many = [f"reader-{number}@example.org" for number in range(900)]
    with django_assert_max_num_queries(3):
        assert set(Suppression.objects.among([*many, anna.email])) == {anna.email}


def test_the_key_survives_a_change_of_the_keys_that_seal_it(anna, settings):
    anna.unsubscribe(evidence())
    old = settings.CITYHUB_ENCRYPTION_KEYS
    fresh = Fernet.generate_key().decode()
    settings.CITYHUB_ENCRYPTION_KEYS = [fresh, *old]
    call_command("rotate_keys")
    settings.CITYHUB_ENCRYPTION_KEYS = [fresh]
    assert Secret.objects.behind_older_keys() == []
    assert Suppression.objects.of("anna@example.org")

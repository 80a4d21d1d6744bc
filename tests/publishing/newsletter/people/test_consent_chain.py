"""Consent as evidence: sealed records, and a receipt that people can read."""

import pytest
from django.utils import translation

from publishing.newsletter.models import Consent, Subscriber
from publishing.newsletter.models.consent import is_unbroken
from publishing.newsletter.people.own_data import as_receipt
from publishing.newsletter.signup import WORDING_VERSION, wording

pytestmark = pytest.mark.django_db

#: Raise WORDING_VERSION with every change of these words, then change them here.
WORDS = {
    "2026-11": (
        "I agree to get the newsletter for the merchants of {town} by e-mail. I can"
        " unsubscribe with one click in each issue. My address serves nothing else."
    )
}


@pytest.fixture
def anna(manager):
    anna = Subscriber.objects.create(email="anna@example.org", name="Anna")
    Consent.objects.create(
        subscriber=anna, what="asked", source="form", ip="192.0.2.0",
        wording="I agree.", wording_version="2026-11",
    )  # fmt: skip
    anna.confirm(
        Consent(
            what="confirmed", source="link",
            **anna.consents.all().words_agreed_to(),
        )
    )  # fmt: skip
    anna.unsubscribe(Consent(what="withdrawn", source="desk", operator=manager))
    return anna


def test_a_chain_that_nobody_touched_is_unbroken(anna):
    assert is_unbroken(anna.consents.all())


@pytest.mark.parametrize(
    "change", [{"wording": "I agree to all."}, {"source": "import"}, {"by_whom": "M"}]
)
def test_a_record_changed_behind_our_back_shows(anna, change):
    Consent.objects.filter(pk=anna.consents.all()[1].pk).update(**change)
    assert not is_unbroken(anna.consents.all())


def test_a_record_taken_out_shows(anna):
    anna.consents.filter(what="confirmed").delete()
    assert not is_unbroken(anna.consents.all())


def test_who_did_it_stands_there_still_when_the_account_is_gone(anna, manager):
    manager.delete()
    last = Consent.objects.get(what="withdrawn")
    assert (last.operator, last.by_whom) == (None, "Maud")
    assert is_unbroken(anna.consents.all())


def test_the_receipt_says_who_when_from_where_in_which_words_and_by_whom(anna):
    with translation.override("en"):
        receipt = as_receipt(anna)
    for said in (
        "anna@example.org",
        "1. ",
        "asked to sign up",
        "From where: sign-up form (network 192.0.2.0)",
        "By whom: the person herself",
        "In these words: I agree.",
        "Version of the words: 2026-11",
        "confirmed by the link in the mail",
        "By whom: Maud",
        "none was changed or taken out",
    ):
        assert said in receipt
    anna.consents.filter(what="confirmed").delete()
    with translation.override("en"):
        assert "WARNING" in as_receipt(anna)


def test_the_manager_downloads_it_and_a_shopkeeper_does_not(anna, client, manager):
    address = f"/gestion/newsletter/subscribers/receipt/{anna.pk}/"
    assert client.get(address).status_code == 302
    client.force_login(manager)
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "anna@example.org" in answer.content.decode()


def test_the_words_have_not_changed_since_their_version_was_raised(site):
    with translation.override("en"):
        said = wording()
    expected = WORDS[WORDING_VERSION]
    start, end = expected.split("{town}")
    assert said.startswith(start)
    assert said.endswith(end)

"""Merchants are proposed from the shops' people; each decides for herself."""

import re

import pytest

from cityhub.merchants import street_of
from publishing.models import Letter
from publishing.newsletter.models import Subscriber, Suppression
from publishing.newsletter.people.inviting import proposals
from tests.publishing.newsletter.people.conftest import SUBSCRIBERS

pytestmark = pytest.mark.django_db
MERCHANTS = f"{SUBSCRIBERS}merchants/"


@pytest.fixture
def bea(make_merchant):
    return make_merchant("Bea")


def test_who_works_for_a_shop_is_proposed_unless_she_is_known_or_left(make_merchant):
    for name in ("Anna", "Bea", "Cleo", "Dora", "Ella"):
        make_merchant(name)
    Subscriber.objects.create(email="bea@example.org", state="confirmed")
    Subscriber.objects.create(email="cleo@example.org", state="unsubscribed")
    Suppression.objects.keep("dora@example.org", Suppression.Why.ERASED)
    Subscriber.objects.create(email="ella@example.org", state="pending")
    found = proposals()
    assert [(m.email, m.shop) for m in found.free] == [
        ("anna@example.org", "Chez Anna")
    ]
    assert [m.email for m in found.asked] == ["ella@example.org"]
    assert found.away == 2


def test_an_invitation_subscribes_nobody_until_she_presses_the_button(desk, bea):
    chosen = {"chosen": ["bea@example.org"], "how": "invite", "basis": ""}
    assert desk.post(MERCHANTS, chosen).status_code == 302
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.role) == ("pending", "merchant")
    invited = subscriber.consents.get()
    assert (invited.what, invited.by_whom) == ("invited", "Maud")
    letter = Letter.objects.get(to="bea@example.org")
    assert invited.wording in letter.text

    link = re.search(r"http://localhost:8000(\S+)", letter.text)[1]
    assert invited.wording in desk.get(link).content.decode()
    desk.post(link)

    confirmed = subscriber.consents.get(what="confirmed")
    assert confirmed.wording == invited.wording
    assert Subscriber.objects.get().state == "confirmed"


def test_who_agreed_in_person_is_added_with_the_managers_word_for_it(desk, bea):
    chosen = {"chosen": ["bea@example.org"], "how": "add", "basis": ""}
    assert desk.post(MERCHANTS, chosen).context["form"].errors.keys() == {"basis"}
    desk.post(MERCHANTS, {**chosen, "basis": "Petit-déjeuner du 3 mai"})
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.consents.get().wording) == (
        "confirmed",
        "Petit-déjeuner du 3 mai",
    )


def test_nobody_can_be_chosen_who_is_not_proposed(desk, bea):
    chosen = {"chosen": ["stranger@example.org"], "how": "invite", "basis": ""}
    assert desk.post(MERCHANTS, chosen).status_code == 200
    assert Subscriber.objects.count() == 0


def test_the_list_costs_the_same_with_one_and_with_thirty(queries_of, make_merchant):
    make_merchant("Anna")
    with_one = queries_of(MERCHANTS)
    for number in range(29):
        make_merchant(f"M{number}")
    assert queries_of(MERCHANTS) == with_one


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("12 rue du Marché", "rue du Marché"),
        ("12 bis, rue du Marché", "rue du Marché"),
        ("3b place d’Armes", "place d’Armes"),
        ("Marktstraße 12a", "Marktstraße"),
        ("rue du 8 mai 1945", "rue du 8 mai 1945"),
        ("place du Marché", "place du Marché"),
        ("", ""),
    ],
)
def test_a_street_is_known_without_its_numbers(address, street):
    assert street_of(address) == street

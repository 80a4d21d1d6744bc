"""The people of a shop ask; who comes and who goes is the town's to say."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cityhub.myshop.models import Departure, Invitation
from publishing.models import Letter
from shops.people import add_person, shops_of
from tests.factories import make_shop

pytestmark = pytest.mark.django_db

ADDRESS = "/ma-boutique/boutique/personnes/"
ANA = {"name": "Ana Roux", "email": "ana@example.org"}


@pytest.fixture
def paul(shop):
    """Somebody else of the shop."""
    user = User.objects.create_user("paul", "paul@example.org", first_name="Paul")
    add_person(user, shop)
    return user


def test_somebody_comes_in_when_the_town_agrees(manager, counter, client, shop):
    counter.post(ADDRESS, ANA)
    invitation = Invitation.objects.get()
    assert (invitation.shop, invitation.was_sent) == (shop, False)
    [letter] = Letter.objects.all()
    assert (letter.to, letter.subject) == (
        manager.email,
        "Maison Weber : inviter Ana Roux ?",
    )
    assert "Demandé" in counter.get(ADDRESS).text

    client.force_login(manager)
    screen = reverse("invitations:again", args=[invitation.pk])
    assert screen in letter.text
    assert screen in client.get(reverse("invitations:index")).text
    assert "ana@example.org" in client.get(screen).text
    client.post(screen)
    assert Letter.objects.latest("pk").to == "ana@example.org"


def test_nobody_is_asked_in_twice(counter, paul):
    counter.post(ADDRESS, ANA)
    assert counter.post(ADDRESS, ANA).status_code == 422
    again = counter.post(ADDRESS, {"name": "Paul", "email": paul.email})
    assert list(again.context["form"].errors) == ["email"]
    assert Invitation.objects.count() == 1


def test_what_the_town_has_not_agreed_to_opens_no_door(counter, client):
    counter.post(ADDRESS, ANA)
    assert Invitation.objects.get().accept("un pain de seigle") is None
    client.logout()
    client.post(reverse("myshop:ask_again"), {"email": ANA["email"]})
    assert list(Letter.objects.filter(to=ANA["email"])) == []


def test_somebody_goes_when_the_town_agrees(manager, counter, client, paul, shop):
    button = reverse("myshop:take_out", args=[paul.pk])
    assert button in counter.get(ADDRESS).text
    for _tap in range(2):
        counter.post(button)
    assert [letter.to for letter in Letter.objects.all()] == [manager.email]
    assert list(shops_of(paul)) == [shop]
    assert button not in counter.get(ADDRESS).text

    client.force_login(manager)
    screen = reverse("invitations:leaves", args=[Departure.objects.get().pk])
    assert screen in client.get(reverse("invitations:index")).text
    assert "Paul" in client.get(screen).text
    client.post(screen, {"verb": "take_out"})
    assert (list(shops_of(paul)), Departure.objects.count()) == ([], 0)


def test_the_town_may_leave_everything_as_it_is(manager, counter, client, paul, shop):
    counter.post(reverse("myshop:take_out", args=[paul.pk]))
    client.force_login(manager)
    screen = reverse("invitations:leaves", args=[Departure.objects.get().pk])
    client.post(screen, {"verb": "leave"})
    assert (list(shops_of(paul)), Departure.objects.count()) == ([shop], 0)


def test_nobody_takes_out_herself_nor_people_of_other_shops(counter, lea):
    stranger = User.objects.create_user("mia", "mia@example.org")
    add_person(stranger, make_shop("Fleurs"))
    for person in (lea, stranger):
        answer = counter.post(reverse("myshop:take_out", args=[person.pk]))
        assert answer.status_code == 404
    assert Departure.objects.count() == 0


def test_a_shopkeeper_decides_nothing_of_it(counter, paul):
    counter.post(reverse("myshop:take_out", args=[paul.pk]))
    screen = reverse("invitations:leaves", args=[Departure.objects.get().pk])
    counter.post(screen, {"verb": "take_out"})
    assert Departure.objects.count() == 1

"""The door: invitations, signing in, a forgotten password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from cityhub.myshop.models import Invitation
from publishing.models import Letter
from shops.people import shops_of

pytestmark = pytest.mark.django_db

PASSWORD = "un pain de seigle"
NEUTRAL = "myshop/asked_again.html"
SIGN_IN = "/ma-boutique/connexion/"


def link(letter=None) -> str:
    """The link in the last letter, as the browser asks for it."""
    letter = letter or Letter.objects.latest("pk")
    return re.search(r"http://localhost:8000(/\S+)", letter.text)[1]


@pytest.fixture
def invitation(shop, manager):
    return Invitation.invite(
        name="Ana Roux", email="Ana@example.org", shop=shop, by=manager
    )


def test_the_manager_invites_by_name_mail_and_shop(client, manager, shop):
    client.force_login(manager)
    form = {"name": "Ana Roux", "email": "ana@example.org", "shop": shop.pk}
    assert client.get(reverse("invitations:add")).status_code == 200
    client.post(reverse("invitations:add"), form)
    invitation = Invitation.objects.get()
    assert (invitation.invited_by, invitation.shop) == (manager, shop)
    assert invitation.letter.to == "ana@example.org"
    assert "Maison Weber" in invitation.letter.text
    twice = client.post(reverse("invitations:add"), form)
    assert len(twice.context["form"].non_field_errors()) == 1
    assert Letter.objects.count() == 1


def test_the_list_says_where_each_invitation_stands(client, manager, invitation):
    client.force_login(manager)
    address = reverse("invitations:index")
    assert "Ana Roux" in client.get(address).content.decode()
    assert reverse("invitations:again", args=[invitation.pk]) in str(
        client.get(address).content
    )
    invitation.accept(PASSWORD)
    invitation.refresh_from_db()
    assert str(invitation.state) == "acceptée"


def test_the_list_costs_as_many_queries_for_thirty_as_for_one(
    client, manager, shop, invitation, django_assert_max_num_queries
):
    client.force_login(manager)
    address = reverse("invitations:index")
    client.get(address)
    with django_assert_max_num_queries(25):
        client.get(address)
    for n in range(29):
        Invitation.invite(name="B", email=f"b{n}@example.org", shop=shop, by=None)
    with django_assert_max_num_queries(25):
        client.get(address)


def test_a_shopkeeper_invites_nobody(counter, invitation):
    for name, args in (("index", []), ("add", []), ("again", [invitation.pk])):
        address = reverse(f"invitations:{name}", args=args)
        assert counter.get(address).status_code == 302
        assert counter.post(address, {"name": "X"}).status_code == 302
    assert Invitation.objects.count() == 1
    assert Letter.objects.count() == 1


def test_an_invited_person_sets_her_password_and_lands_in_her_shop(
    client, invitation, shop
):
    response = client.post(link(), {"password": PASSWORD})
    assert response.url == "/ma-boutique/"
    ana = User.objects.get(email="Ana@example.org")
    assert (ana.first_name, ana.username) == ("Ana", "ana@example.org")
    assert list(shops_of(ana)) == [shop]
    assert client.get(response.url).status_code == 200
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_looking_at_the_link_changes_nothing(client, invitation):
    for _ in range(2):
        assert client.get(link()).status_code == 200
    assert User.objects.filter(email__iexact="ana@example.org").count() == 0
    assert Invitation.objects.get().accepted_at is None


def test_a_password_that_is_easy_to_guess_gets_a_sentence(client, invitation):
    for password in ("", "1234", "password", "ana@example.org"):
        assert client.post(link(), {"password": password}).status_code == 422
    assert Invitation.objects.get().accepted_at is None


def test_the_link_works_once(client, invitation):
    client.post(link(), {"password": PASSWORD})
    client.logout()
    assert client.get(link()).status_code == 410
    assert client.post(link(), {"password": "another one 12"}).status_code == 410
    assert User.objects.get(email="Ana@example.org").check_password(PASSWORD)


def test_the_link_works_for_fourteen_days(client, invitation):
    address = link()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=13, hours=23))
    assert client.get(address).status_code == 200
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=14))
    assert client.get(address).status_code == 410
    assert client.post(address, {"password": PASSWORD}).status_code == 410
    assert User.objects.filter(email__iexact="ana@example.org").count() == 0


def test_a_link_that_was_tampered_with_gets_a_sentence(client, invitation):
    for token in ("x", link().split("/")[-2][:-1] + "x", "1-1~a~b"):
        address = reverse("myshop:welcome", args=[token])
        assert client.get(address).status_code == 410


def test_sent_again_only_the_newest_link_works(client, manager, invitation):
    first = link()
    client.force_login(manager)
    address = reverse("invitations:again", args=[invitation.pk])
    client.get(address)
    assert Letter.objects.count() == 1
    client.post(address)
    client.logout()
    assert client.get(first).status_code == 410
    assert client.get(link()).status_code == 200


def test_asking_for_a_new_link_never_says_who_is_invited(client, invitation):
    known = client.post("/ma-boutique/invitation/", {"email": "ANA@example.org"})
    unknown = client.post("/ma-boutique/invitation/", {"email": "x@example.org"})
    for answer in (known, unknown):
        assert NEUTRAL in [template.name for template in answer.templates]
    assert Letter.objects.count() == 2


def test_asking_too_often_sends_no_more_mail(client, invitation):
    for _ in range(9):
        client.post("/ma-boutique/invitation/", {"email": "ana@example.org"})
    assert Letter.objects.count() == 1 + 5


def test_somebody_with_an_account_joins_and_keeps_her_password(
    client, shop, invitation
):
    ana = User.objects.create_user("ana", "ana@example.org", "secret")
    response = client.post(link(), {"password": "changed by the link"})
    assert response.url == "/ma-boutique/"
    assert list(shops_of(ana)) == [shop]
    ana.refresh_from_db()
    assert ana.check_password("secret")
    assert "_auth_user_id" not in client.session


def sign_in(client, name, **extra):
    return client.post(SIGN_IN, {"username": name, "password": "secret", **extra})


@pytest.mark.parametrize("name", ["lea@example.org", "LEA@example.org", "lea"])
def test_she_signs_in_by_mail_or_by_name(client, lea, name):
    User.objects.filter(pk=lea.pk).update(username="lea")
    assert sign_in(client, name).url == "/ma-boutique/"


def test_two_accounts_with_one_mail_address_sign_in_by_name_only(client, lea):
    User.objects.filter(pk=lea.pk).update(username="lea")
    User.objects.create_user("lea2", "lea@example.org", "other")
    assert sign_in(client, "lea@example.org").status_code == 200
    assert sign_in(client, "lea").status_code == 302


def test_signing_in_never_leads_away_from_the_site(client, lea):
    response = sign_in(client, "lea@example.org", next="https://evil.example/")
    assert response.url == "/ma-boutique/"


@pytest.mark.parametrize("door", [SIGN_IN, "/gestion/login/"])
def test_after_ten_wrong_passwords_the_door_is_closed_for_a_while(client, lea, door):
    for _ in range(10):
        client.post(door, {"username": "lea@example.org", "password": "wrong"})
    form = {"username": "lea@example.org", "password": "secret"}
    assert client.post(door, form).status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_out_needs_a_button(counter):
    assert counter.get("/ma-boutique/deconnexion/").status_code == 405
    assert counter.post("/ma-boutique/deconnexion/").url == SIGN_IN
    assert counter.get("/ma-boutique/").status_code == 302


def test_a_forgotten_password_is_replaced_through_a_letter(client, lea):
    asked = client.post("/ma-boutique/mot-de-passe/", {"email": "lea@example.org"})
    unknown = client.post("/ma-boutique/mot-de-passe/", {"email": "x@example.org"})
    assert asked.url == unknown.url
    assert client.get(asked.url).status_code == 200
    assert Letter.objects.count() == 1
    form = client.get(client.get(link()).url)
    assert form.status_code == 200
    passwords = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    response = client.post(form.request["PATH_INFO"], passwords)
    assert response.url == "/ma-boutique/"
    lea.refresh_from_db()
    assert lea.check_password(PASSWORD)


def test_every_screen_asks_a_stranger_to_sign_in(client, shop):
    for path in ("", "dire/", "dire/news/", "boutique/", "1/", "1/modifier/"):
        response = client.get(f"/ma-boutique/{path}")
        assert response.url == f"{SIGN_IN}?next=/ma-boutique/{path}"


def test_an_account_that_was_closed_stays_out(client, lea):
    User.objects.filter(pk=lea.pk).update(is_active=False)
    assert sign_in(client, "lea@example.org").status_code == 200

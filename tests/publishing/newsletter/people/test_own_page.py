"""One's own page: the link goes to the address alone; export, preferences, the end."""

import json
import re

import pytest
import time_machine
from django.test import Client

from publishing.models import Letter
from publishing.newsletter.models import (
    Bounce,
    Consent,
    Delivery,
    Subscriber,
    Suppression,
)
from publishing.newsletter.people.erasing import erase_person
from publishing.newsletter.tokens import leave_token, own_token, stay_token

pytestmark = pytest.mark.django_db
ASK = "/newsletter/mes-donnees/"


@pytest.fixture
def anna():
    anna = Subscriber.objects.create(
        email="anna@example.org", name="Anna", language="fr"
    )
    Consent.objects.create(subscriber=anna, what="asked", source="form", wording="Oui.")
    anna.confirm(Consent(what="confirmed", source="link", wording="Oui."))
    return anna


@pytest.fixture
def address(anna):
    return f"{ASK}{own_token(anna.pk)}/"


def test_the_link_is_mailed_to_who_is_known_and_nobody_else_can_tell(client, anna):
    known = client.post(ASK, {"email": "ANNA@example.org"})
    unknown = client.post(ASK, {"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert client.get(known["Location"]).status_code == 200
    letter = Letter.objects.get()
    assert letter.to == "anna@example.org"
    link = re.search(r"http://localhost:8000(\S+)", letter.text)[1]
    assert "anna@example.org" in client.get(link).content.decode()


def test_a_stranger_cannot_flood_a_mailbox(client, anna):
    for _time in range(5):
        client.post(ASK, {"email": "anna@example.org"})
    assert Letter.objects.count() == 3


def test_the_link_ends_after_a_day_and_no_other_word_opens_it(client, anna):
    with time_machine.travel("2026-11-01 10:00+01:00", tick=False):
        address = f"{ASK}{own_token(anna.pk)}/"
    with time_machine.travel("2026-11-02 09:59+01:00", tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel("2026-11-02 10:01+01:00", tick=False):
        assert client.get(address).status_code == 410
    for word in (leave_token(anna.pk), stay_token(anna.pk), "1~x", "x"):
        assert client.get(f"{ASK}{word}/").status_code == 410


def test_preferences_are_hers_to_change_and_a_sign_of_life(client, anna, address):
    Subscriber.objects.update(last_sign_at="2020-01-01T00:00Z")
    answer = client.post(address, {"name": "Ännchen", "language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, f"{address}?saved")
    anna.refresh_from_db()
    assert (anna.name, anna.language, anna.state) == ("Ännchen", "en", "confirmed")
    assert anna.last_sign_at.year > 2020
    assert client.post(address, {"name": "A", "language": "xx"}).status_code == 422


def test_the_export_holds_everything_and_the_receipt_can_be_read(
    client, anna, address, plan_issue
):
    Delivery.objects.all().enlist(plan_issue())
    Bounce.objects.note(
        Delivery.objects.get(), kind="soft", source="mailbox", words="full"
    )
    data = json.loads(client.get(f"{address}donnees.json").content)
    assert data["subscriber"]["email"] == "anna@example.org"
    assert [consent["what"] for consent in data["consents"]] == ["asked", "confirmed"]
    assert [issue["address"] for issue in data["issues"]] == ["anna@example.org"]
    assert data["issues"][0]["came_back"]["words"] == "full"
    receipt = client.get(f"{address}recu.txt").content.decode()
    assert "anna@example.org" in receipt
    assert "Oui." in receipt


@pytest.mark.parametrize("method", ["get", "head"])
def test_following_a_link_erases_nothing(client, anna, address, method):
    assert getattr(client, method)(f"{address}effacer/").status_code == 405
    assert Subscriber.objects.count() == 1


def test_erasing_leaves_no_trace_of_her_and_the_counts_as_they_were(
    client, anna, address, plan_issue
):
    issue = plan_issue()
    Delivery.objects.all().enlist(issue)
    Delivery.objects.update(state="sent", answer="550 anna@example.org full")
    words = "<anna@example.org>: mailbox full"
    Bounce.objects.note(
        Delivery.objects.get(), kind="soft", source="mailbox", words=words
    )
    client.post(ASK, {"email": "anna@example.org"})
    assert Letter.objects.count() == 1

    assert client.post(f"{address}effacer/").status_code == 200

    assert (Subscriber.objects.count(), Consent.objects.count()) == (0, 0)
    assert Letter.objects.count() == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.address, delivery.name) == ("sent", "", "")
    assert (delivery.answer, delivery.bounce.words) == ("", "")
    assert Suppression.objects.of("anna@example.org").why == "erased"
    assert client.get(address).status_code == 410
    # A late answer of her mail server finds nobody, and breaks nothing.
    assert Bounce.objects.note(delivery, kind="hard", source="mailbox", words="")


def test_who_has_herself_erased_while_an_issue_leaves_gets_nothing_more(
    anna, plan_issue, send, post_office
):
    issue = plan_issue()
    Delivery.objects.all().enlist(issue)
    erase_person(anna, Suppression.Why.ERASED)
    send(issue)
    assert post_office.mails == []
    assert Delivery.objects.get().state == "skipped"


def test_erasing_asks_for_the_pages_own_form(anna, address):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{address}effacer/").status_code == 403
    assert Subscriber.objects.count() == 1


def test_who_is_asked_whether_to_go_on_presses_a_button(client, anna):
    Subscriber.objects.update(last_sign_at="2020-01-01T00:00Z")
    address = f"/newsletter/rester/{stay_token(anna.pk)}/"
    assert client.get(address).status_code == 200
    anna.refresh_from_db()
    assert anna.last_sign_at.year == 2020
    assert client.post(address).status_code == 200
    anna.refresh_from_db()
    assert anna.last_sign_at.year > 2020
    assert anna.consents.last().what == "renewed"
    assert client.get("/newsletter/rester/1~x/").status_code == 410


def test_the_manager_erases_who_asks_for_it_by_phone(client, manager, anna):
    client.force_login(manager)
    address = f"/gestion/newsletter/subscribers/delete/{anna.pk}/"
    assert client.get(address).status_code == 200
    client.post(address)
    assert Subscriber.objects.count() == 0
    assert Suppression.objects.of("anna@example.org").why == "erased"

"""Leaving: one click in the mail program, or one button; never by a GET."""

import pytest
from django.test import Client

from publishing.newsletter.models import Consent, Subscriber
from publishing.newsletter.tokens import leave_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscriber():
    return Subscriber.objects.create(email="a@example.org", state="confirmed")


@pytest.fixture
def address(subscriber):
    return f"/newsletter/quitter/{leave_token(subscriber.pk)}/"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_following_the_link_changes_nothing(client, address, subscriber, method):
    getattr(client, method)(address)
    subscriber.refresh_from_db()
    assert subscriber.state == "confirmed"


def test_the_mail_programs_post_unsubscribes_without_cookie_login_or_redirect(
    address, subscriber
):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        address,
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert not answer.cookies
    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"
    assert subscriber.consents.get().source == Consent.Source.ONE_CLICK


def test_the_mail_programs_post_may_be_multipart(address, subscriber):
    Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"


def test_the_button_of_the_page_unsubscribes(client, address, subscriber):
    assert "<form" in client.get(address).content.decode()
    answer = client.post(address, {"leave": "1"})
    assert answer.status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"
    assert subscriber.consents.get().source == Consent.Source.LINK


def test_leaving_twice_is_noted_once(client, address, subscriber):
    client.post(address)
    client.post(address)
    assert subscriber.consents.count() == 1


def test_another_persons_word_cannot_be_guessed(client, subscriber):
    token = leave_token(subscriber.pk)
    other = token.replace(f"{subscriber.pk}~", f"{subscriber.pk + 1}~")
    Subscriber.objects.create(pk=subscriber.pk + 1, email="b@example.org")
    assert client.post(f"/newsletter/quitter/{other}/").status_code == 404

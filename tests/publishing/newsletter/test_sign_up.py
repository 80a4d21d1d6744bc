"""Double opt-in: a form, a mail, a button; each step leaves its evidence."""

import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from publishing.models import Letter
from publishing.newsletter.models import Consent, Subscriber
from publishing.newsletter.models.consent import without_the_last_part
from publishing.newsletter.signup import WORDING_VERSION

pytestmark = pytest.mark.django_db


def sign_up(client, email="Anna@Example.org", **fields):
    fields = {"name": "Anna", "website": "", **fields}
    return client.post("/newsletter/", {"email": email, **fields})


def link_in(letter: Letter) -> str:
    return re.search(r"http://localhost:8000(/newsletter/confirmer/\S+)", letter.text)[
        1
    ]


def chain(subscriber: Subscriber) -> list[tuple[str, str]]:
    return list(subscriber.consents.values_list("what", "source"))


def test_signing_up_asks_by_mail_and_subscribes_nobody_yet(client):
    answer = sign_up(client)
    assert (answer.status_code, answer["Location"]) == (302, "/newsletter/verifiez/")
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.state) == ("anna@example.org", "pending")
    assert chain(subscriber) == [("asked", "form")]
    assert Letter.objects.get().to == "anna@example.org"
    assert client.get("/newsletter/verifiez/").status_code == 200


def test_the_consent_keeps_the_words_their_version_and_a_cut_address(client):
    client.post(
        "/newsletter/",
        {"email": "a@example.org", "name": "", "website": ""},
        REMOTE_ADDR="192.0.2.77",
    )
    asked = Consent.objects.get()
    assert "J’accepte" in asked.wording
    assert asked.wording_version == WORDING_VERSION
    assert asked.ip == "192.0.2.0"


def test_opening_the_link_changes_nothing_and_its_button_subscribes(client):
    sign_up(client)
    link = link_in(Letter.objects.get())
    subscriber = Subscriber.objects.get()

    assert client.get(link).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.state == "pending"

    assert client.post(link).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.state == "confirmed"
    assert chain(subscriber) == [("asked", "form"), ("confirmed", "link")]


def test_pressing_the_button_twice_confirms_once(client):
    sign_up(client)
    link = link_in(Letter.objects.get())
    client.post(link)
    client.post(link)
    assert Consent.objects.filter(what="confirmed").count() == 1


def test_the_link_ends_after_a_week(client):
    with time_machine.travel("2026-11-01 10:00+01:00", tick=False):
        sign_up(client)
    link = link_in(Letter.objects.get())
    with time_machine.travel("2026-11-08 09:59+01:00", tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel("2026-11-08 10:01+01:00", tick=False):
        assert client.post(link).status_code == 410
    assert Subscriber.objects.get().state == "pending"


@pytest.mark.parametrize("token", ["1", "1~x", "x~y~z", "%00", "1~" + "a" * 500])
def test_a_made_up_link_is_told_so(client, token):
    assert client.get(f"/newsletter/confirmer/{token}/").status_code == 410
    assert client.get(f"/newsletter/quitter/{token}/").status_code == 404


def test_an_unsubscribe_token_confirms_nobody(client):
    sign_up(client)
    token = link_in(Letter.objects.get()).rstrip("/").rpartition("/")[2]
    assert client.post(f"/newsletter/quitter/{token}/").status_code == 404


@pytest.mark.parametrize("state", ["pending", "confirmed", "unsubscribed"])
def test_the_form_does_not_tell_who_is_known(client, state):
    known = Subscriber.objects.create(email="known@example.org", state=state, name="K")
    unknown_answer = sign_up(client, "new@example.org")
    known_answer = sign_up(client, "KNOWN@example.org", name="Stranger")
    assert known_answer.status_code == unknown_answer.status_code == 302
    assert known_answer["Location"] == unknown_answer["Location"]
    assert Letter.objects.filter(to="known@example.org").count() == 1
    known.refresh_from_db()
    assert known.state == ("confirmed" if state == "confirmed" else "pending")
    assert (known.name == "K") is (state == "confirmed")


def test_a_wrong_address_gets_a_sentence_and_keeps_what_was_typed(client):
    answer = sign_up(client, "anna@example")
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"email"}
    assert "anna@example" in answer.content.decode()
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("email", ["", "a\0b@example.org", "a" * 10_000, '"><script>'])
def test_odd_input_gets_a_sentence(client, email):
    assert sign_up(client, email).status_code == 422


def test_a_machine_that_fills_the_trap_gets_nothing(client):
    assert sign_up(client, website="http://spam.example").status_code == 302
    assert (Subscriber.objects.count(), Letter.objects.count()) == (0, 0)


def test_one_address_gets_three_mails_a_day_at_most(client):
    for _time in range(5):
        assert sign_up(client).status_code == 302
    assert Letter.objects.count() == 3


def test_many_sign_ups_from_one_place_are_asked_to_wait(client):
    for number in range(20):
        assert sign_up(client, f"a{number}@example.org").status_code == 302
    assert sign_up(client, "one.more@example.org").status_code == 422


def test_the_mail_speaks_the_visitors_language(client):
    client.post(
        "/newsletter/",
        {"email": "a@example.org", "name": "", "website": ""},
        headers={"accept-language": "en"},
    )
    assert Letter.objects.get().subject == "Please confirm: the merchants’ newsletter"
    assert Subscriber.objects.get().language == "en"


def test_an_address_is_kept_once_however_it_is_written():
    Subscriber.objects.create(email="anna@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscriber.objects.create(email="ANNA@example.org")
    with pytest.raises(ValidationError):
        Subscriber(email=" Anna@example.org ").full_clean()


def test_a_consent_is_never_changed():
    subscriber = Subscriber.objects.create(email="a@example.org")
    consent = Consent.objects.create(subscriber=subscriber, what="asked", source="form")
    with pytest.raises(TypeError):
        consent.save()


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.77", "192.0.2.0"),
        ("2001:db8:1:2::3", "2001:db8:1::"),
        ("nonsense", None),
        (None, None),
    ],
)
def test_of_an_ip_address_only_the_network_is_kept(address, kept):
    assert without_the_last_part(address) == kept

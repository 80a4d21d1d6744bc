"""What Facebook calls to tell: checked, kept once, handled later."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from publishing.facebook.models import PageUpdate
from publishing.facebook.webhook import LARGEST, signature_of, verify_token
from publishing.models import Channel
from tests.publishing.facebook.conftest import PAGE_ID

ADDRESS = "/facebook/webhook/"
POST_ID = f"{PAGE_ID}_1"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def page():
    return Channel.objects.create(kind="facebook", name="La Page", remote_id=PAGE_ID)


def change(**value):
    """Return what Facebook tells of a new post."""
    value = {
        "item": "status",
        "verb": "add",
        "post_id": POST_ID,
        "from": {"id": PAGE_ID, "name": "La Page"},
        "message": "Bonjour",
        "created_time": 1795334400,
        "published": 1,
        **value,
    }
    return {"field": "feed", "value": value}


def body(*changes, page_id=PAGE_ID):
    entry = {"id": page_id, "time": 1795334401, "changes": list(changes)}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


@pytest.fixture
def tell(client):
    """Call as Facebook does; returns the status of the answer."""

    def tell(sent=None, signature=None, **headers):
        sent = body(change()) if sent is None else sent
        headers = {"X-Hub-Signature-256": signature or signature_of(sent), **headers}
        kind = "application/json"
        return client.post(ADDRESS, sent, kind, headers=headers).status_code

    return tell


def shake_hands(client, **said):
    query = {"mode": "subscribe", "verify_token": verify_token(), **said}
    query = {f"hub.{name}": value for name, value in query.items()}
    return client.get(ADDRESS, {"hub.challenge": "1158201444", **query})


def test_the_handshake_gives_the_challenge_back(client):
    response = shake_hands(client)
    assert (response.status_code, response.content) == (200, b"1158201444")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "said", [{"verify_token": "wrong"}, {"verify_token": "é"}, {"mode": "unsubscribe"}]
)
def test_a_wrong_handshake_gets_nothing_back(client, said):
    response = shake_hands(client, **said)
    assert response.status_code == 403
    assert b"1158201444" not in response.content


def test_the_environment_may_name_the_verify_token(client, settings):
    settings.FACEBOOK_WEBHOOK_VERIFY_TOKEN = "chosen"
    assert shake_hands(client, verify_token="chosen").status_code == 200


def test_a_new_post_is_kept_for_a_worker(tell, page):
    message = "Une boulangerie ouvre\n\nhttps://ville.example/p/bcdf234567"
    assert tell(body(change(message=message))) == 200
    update = PageUpdate.objects.get()
    assert (update.channel, update.verb, update.remote_id) == (page, "add", POST_ID)
    assert update.mark == "bcdf234567"
    assert update.due_at is not None


@pytest.mark.parametrize("number", [1, 30])
def test_a_call_costs_the_same_however_much_it_tells(
    tell, number, django_assert_max_num_queries
):
    changes = [change(post_id=f"{PAGE_ID}_{each}") for each in range(number)]
    with django_assert_max_num_queries(5):  # channels, updates, watches; savepoint
        assert tell(body(*changes)) == 200
    assert PageUpdate.objects.count() == number


def test_a_repeated_call_is_kept_once(tell):
    assert [tell(), tell(), tell()] == [200, 200, 200]
    assert PageUpdate.objects.count() == 1


def test_each_change_of_words_is_kept(tell):
    for message in ("Un", "Deux", "Deux"):
        tell(body(change(verb="edited", message=message)))
    assert PageUpdate.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_calls_that_come_at_once_are_kept_once(live_server):
    sent = body(change())
    headers = {"X-Hub-Signature-256": signature_of(sent)}

    def call(_number):
        address = f"{live_server.url}{ADDRESS}"
        return requests.post(address, sent, headers=headers, timeout=10).status_code

    with ThreadPoolExecutor(4) as callers:
        assert list(callers.map(call, range(4))) == [200] * 4
    assert PageUpdate.objects.count() == 1


@pytest.mark.parametrize(
    "signature",
    ["sha256=0", "sha256=" + "0" * 64, "sha1=abc", "nothing", "sha256=é"],
)
def test_a_forged_call_is_refused_before_it_is_read(
    tell, signature, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert tell(b"not even JSON", signature) == 403


def test_an_altered_call_is_refused(tell):
    assert tell(body(change(message="Faux")), signature_of(body(change()))) == 403


def test_without_the_applications_secret_nothing_is_believed(tell, settings):
    settings.FACEBOOK_APP_SECRET = ""
    assert tell() == 403


def test_a_huge_call_is_refused_unread(tell, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tell(b" " * (LARGEST + 1)) == 413


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"object": "page", "entry": ' + b"9" * 5000 + b"}",
        b"[]",
        b'{"object": "page"}',
        b'{"object": "user", "entry": []}',
        b'{"object": "page", "entry": [7]}',
        b'{"object": "page", "entry": [{"id": 7}]}',
        b'{"object": "page", "entry": [{"id": "7", "changes": {}}]}',
        body("feed"),
        body({"field": "feed"}),
        body(change(item=None)),
        body(change(post_id=7)),
        body(change(post_id="1/../2")),
        body(change(post_id="1" * 101)),
        body(change(message=["Bonjour"])),
        body(change(message="Bon\0jour")),
        body(change(message="\ud800")),
        body(change(created_time=10**30)),
        body(change(created_time=True)),
        body({**change(), "field": 7}),
        body(change(**{"from": "me"})),
    ],
    ids=range(24),
)
def test_a_malformed_call_is_refused_whole(tell, sent):
    assert tell(sent) == 400
    assert PageUpdate.objects.count() == 0


@pytest.mark.parametrize(
    "other",
    [
        {"item": "comment", "comment_id": "1_2"},
        {"item": "reaction", "reaction_type": "like"},
        {"verb": "hide"},
        {"published": 0},
        {"from": {"id": "77", "name": "Une habitante"}},
    ],
)
def test_what_people_do_on_the_page_is_not_kept(tell, other):
    assert tell(body(change(**other))) == 200
    assert PageUpdate.objects.count() == 0


def test_another_page_is_none_of_our_business(tell):
    assert tell(body(change(), page_id="999")) == 200
    assert PageUpdate.objects.count() == 0


def test_other_fields_are_left_alone(tell):
    assert tell(body({"field": "ratings", "value": {"rating": 5}})) == 200


def test_who_is_refused_again_and_again_is_no_longer_read(tell):
    assert {tell(b"", "sha256=0") for _ in range(30)} == {403}
    assert tell() == 429


def test_a_refused_call_leaves_no_word_of_it_in_the_log(tell, caplog):
    tell(b"the secret of somebody", "sha256=0")
    assert caplog.messages[0] == "A call of the webhook was refused: 403, 22 bytes"
    assert "secret" not in caplog.text


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_not_known(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_it_needs_no_form_token_and_makes_no_session(client, tell):
    client.handler.enforce_csrf_checks = True
    assert tell() == 200
    assert dict(client.cookies) == {}


def test_what_was_handled_long_ago_is_forgotten(tell):
    for number, due_at in ((1, None), (2, timezone.now())):
        tell(body(change(post_id=f"{PAGE_ID}_{number}")))
        PageUpdate.objects.filter(remote_id=f"{PAGE_ID}_{number}").update(due_at=due_at)
    PageUpdate.objects.forget(timezone.now() + timedelta(days=6))
    assert PageUpdate.objects.count() == 2
    PageUpdate.objects.forget(timezone.now() + timedelta(days=8))
    assert PageUpdate.objects.get().remote_id == f"{PAGE_ID}_2"

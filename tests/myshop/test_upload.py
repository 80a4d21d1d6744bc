"""A photo arrives in pieces, goes on after a break, and is only hers."""

import uuid

import pytest
from django.contrib.auth.models import User

from cityhub.myshop.models import IncomingPhoto, KeptPhoto, Piece
from cityhub.myshop.views.upload import MOST_BYTES, MOST_WAITING
from shops.models import NewsPage
from shops.people import add_person
from tests.pictures import phone_photo

pytestmark = pytest.mark.django_db

KEY = uuid.UUID(int=7)


def address(key=KEY):
    return f"/ma-boutique/photo/{key}/envoi/"


def send(client, content, offset=0, size=None, key=KEY, **headers):
    """Send one piece, as the phone does."""
    return client.generic(
        "POST",
        address(key),
        content,
        content_type="application/octet-stream",
        headers={
            "Upload-Offset": str(offset),
            "Upload-Length": str(size if size is not None else len(content)),
            "Upload-Name": "Vitrine%20d%E2%80%99hiver.jpg",
            **headers,
        },
    )


@pytest.fixture
def photo():
    return phone_photo((80, 60))


def test_pieces_become_a_kept_photo_that_the_form_takes_by_its_key(
    counter, lea, shop, photo
):
    half = len(photo) // 2
    assert counter.get(address()).json() == {"received": 0, "kept": False}
    first = send(counter, photo[:half], size=len(photo))
    assert first.json() == {"received": half}
    assert counter.get(address()).json() == {"received": half, "kept": False}
    last = send(counter, photo[half:], half, len(photo))
    assert (last.status_code, last.json()) == (201, {"kept": True})
    assert counter.get(address()).json() == {"received": 0, "kept": True}
    assert (IncomingPhoto.objects.count(), Piece.objects.count()) == (0, 0)
    assert KeptPhoto.objects.get(pk=KEY).user == lea
    form = {"text": "Les pivoines sont là.", "picture": f"kept:{KEY}"}
    counter.post("/ma-boutique/dire/opening/", form)
    assert NewsPage.objects.child_of(shop).get().photo is not None


def test_a_piece_that_comes_twice_or_too_early_is_answered_with_where_to_go_on(
    counter, photo
):
    send(counter, photo[:100], size=len(photo))
    for offset in (0, 500):
        again = send(counter, photo[:100], offset, len(photo))
        assert (again.status_code, again.json()) == (409, {"received": 100})
    send(counter, photo[100:], 100, len(photo))
    twice = send(counter, photo[100:], 100, len(photo))
    assert (twice.status_code, twice.json()) == (200, {"kept": True})
    assert KeptPhoto.objects.count() == 1


def test_what_was_cut_off_before_the_intake_is_taken_in_at_the_next_try(
    counter, lea, photo
):
    IncomingPhoto.objects.begin(KEY, lea, name="v.jpg", size=len(photo))
    IncomingPhoto.objects.get().add(0, photo)
    assert counter.get(address()).json() == {"received": len(photo), "kept": False}
    assert send(counter, photo).status_code == 201


def test_what_is_no_photo_is_refused_with_a_sentence_and_forgotten(counter):
    answer = send(counter, b"<script>alert(1)</script>")
    assert answer.status_code == 422
    assert answer.json().keys() == {"sentence"}
    assert (IncomingPhoto.objects.count(), KeptPhoto.objects.count()) == (0, 0)


def test_a_file_without_a_byte_is_refused_with_a_sentence(counter):
    answer = send(counter, b"", size=0)
    assert answer.status_code == 422
    assert answer.json() == {
        "sentence": "Ce fichier est vide. Choisissez la photo à nouveau."
    }


def test_nobody_sees_or_goes_on_with_the_photo_of_another(
    counter, client, lea, shop, photo
):
    send(counter, photo[:100], size=len(photo))
    ana = User.objects.create_user("ana", "ana@example.org", "secret")
    add_person(ana, shop)
    client.force_login(ana)
    assert client.get(address()).status_code == 404
    assert send(client, photo[100:], 100, len(photo)).status_code == 404
    client.force_login(lea)
    send(client, photo[100:], 100, len(photo))
    client.force_login(ana)
    assert client.get(address()).status_code == 404
    assert send(client, photo).status_code == 404
    client.logout()
    kept = {"Kept-On-Phone": "1"}
    assert client.get(address(), headers=kept).status_code == 401
    assert send(client, photo, **kept).status_code == 401
    assert send(client, photo).status_code == 302


@pytest.mark.parametrize(
    ("content", "offset", "size", "status"),
    [
        (b"", 0, 10, 400),
        (b"x", -1, 10, 400),
        (b"x", "a", 10, 400),
        (b"x", 0, 21 * 1024 * 1024, 413),
        (b"x" * 11, 0, 10, 409),
        (b"x" * (MOST_BYTES + 1), 0, MOST_BYTES + 1, 400),
        (b"x" * 3_000_000, 0, 3_000_000, 400),
    ],
)
def test_nonsense_and_too_much_are_refused(counter, content, offset, size, status):
    assert send(counter, content, offset, size).status_code == status
    assert Piece.objects.count() == 0


def test_too_many_photos_at_once_or_in_an_hour_get_a_sentence(
    counter, lea, monkeypatch
):
    for _ in range(MOST_WAITING):
        IncomingPhoto.objects.begin(uuid.uuid4(), lea, name="", size=10)
    assert send(counter, b"x", size=10).status_code == 429
    IncomingPhoto.objects.all().delete()
    monkeypatch.setattr("cityhub.myshop.limits.PHOTOS", "2/h")
    answers = [send(counter, b"x", size=9, key=uuid.uuid4()) for _ in range(4)]
    assert [answer.status_code for answer in answers][-1] == 429


def test_after_the_session_ended_the_phone_is_told_and_its_words_are_not_set_aside(
    client, shop
):
    form = {"text": "Les pivoines sont là."}
    kept = {"Kept-On-Phone": "1"}
    answer = client.post("/ma-boutique/dire/opening/", form, headers=kept)
    assert answer.status_code == 401
    assert "myshop_unsent" not in client.session

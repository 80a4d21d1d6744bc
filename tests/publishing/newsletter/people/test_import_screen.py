"""Importing at the desk: first what would happen, then exactly that."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publishing.newsletter.models import Consent, Subscriber, Suppression
from publishing.newsletter.people.importing import Verdict, judged
from tests.publishing.newsletter.people.conftest import SUBSCRIBERS

pytestmark = pytest.mark.django_db
IMPORT = f"{SUBSCRIBERS}import/"
LIST = """email,name,language,role,basis
new@example.org,Nina,en,partner,Signed at the breakfast
NEW@example.org,Nina,fr,,Signed twice
there@example.org,T,fr,,x
left@example.org,L,fr,,x
erased@example.org,E,fr,,x
nonsense,N,fr,,x
nobasis@example.org,N,fr,,
"""


@pytest.fixture
def people():
    Subscriber.objects.create(email="there@example.org", state="confirmed")
    Subscriber.objects.create(email="left@example.org", state="unsubscribed")
    Suppression.objects.keep("erased@example.org", Suppression.Why.ERASED)


def test_each_row_is_judged_by_itself(people):
    assert [row.verdict for row in judged(LIST)] == [
        Verdict.NEW,
        Verdict.TWICE,
        Verdict.KNOWN,
        Verdict.STAYS_AWAY,
        Verdict.STAYS_AWAY,
        Verdict.WRONG,
        Verdict.WRONG,
    ]


def test_language_and_role_may_be_said_in_the_words_of_either_language(db):
    rows = judged(
        "courriel;langue;rôle;accord\n"
        "a@example.org;Français;commerçant;Liste\n"
        "b@example.org;english;TOWN HALL;Liste\n"
        "c@example.org;fr;roi;Liste\n"
    )
    assert [(row.language, row.role) for row in rows] == [
        ("fr", "merchant"),
        ("en", "town"),
        ("fr", "roi"),
    ]
    assert rows[2].reason.endswith(
        "commerçant, association ou partenaire, mairie, autre."
    )


def test_the_dry_run_shows_it_and_does_nothing(desk, people):
    answer = desk.post(IMPORT, {"text": LIST})
    assert answer.status_code == 200
    assert [count for _words, count, _rows in answer.context["groups"]] == [
        2, 2, 1, 1, 1,
    ]  # fmt: skip
    assert "new@example.org" in answer.content.decode()
    assert not Subscriber.objects.filter(email="new@example.org").exists()


def test_the_second_click_does_what_was_shown_and_keeps_who_did_it(
    desk, people, manager
):
    shown = desk.post(IMPORT, {"text": LIST}).context["text"]
    answer = desk.post(IMPORT, {"text": shown, "really": "1"})
    assert answer["Location"] == SUBSCRIBERS
    nina = Subscriber.objects.get(email="new@example.org")
    assert (nina.state, nina.language, nina.role) == ("confirmed", "en", "partner")
    consent = nina.consents.get()
    assert consent.wording == "Signed at the breakfast"
    assert (consent.source, consent.by_whom) == ("import", "Maud")
    assert Subscriber.objects.filter(state="confirmed").count() == 2
    assert Consent.objects.count() == 1


def test_who_leaves_between_the_two_clicks_stays_away(desk, people):
    shown = desk.post(IMPORT, {"text": LIST}).context["text"]
    Suppression.objects.keep("new@example.org", Suppression.Why.LEFT)
    desk.post(IMPORT, {"text": shown, "really": "1"})
    assert not Subscriber.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_of_a_french_spreadsheet_is_read(desk, encoding):
    content = "Courriel;Prénom;Accord\r\nzoe@example.org;Zoé;Liste d’été\r\n"
    file = SimpleUploadedFile("liste.csv", content.encode(encoding))
    (row,) = desk.post(IMPORT, {"file": file}).context["groups"][0][2]
    assert (row.name, row.basis, row.verdict) == ("Zoé", "Liste d’été", Verdict.NEW)


@pytest.mark.parametrize("text", ["", "email;name\na@example.org;A", "\0", "basis\nx"])
def test_what_is_no_list_gets_a_sentence(desk, text):
    answer = desk.post(IMPORT, {"text": text})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "groups" not in answer.context


def test_the_screen_costs_the_same_with_one_row_and_with_thirty(
    desk, django_assert_max_num_queries
):
    head = "email,basis\n"
    thirty = head + "".join(f"r{number}@example.org,x\n" for number in range(30))
    desk.post(IMPORT, {"text": head + "r@example.org,x\n"})
    with django_assert_max_num_queries(25):
        desk.post(IMPORT, {"text": thirty})

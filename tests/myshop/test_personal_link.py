"""A personal link, asked for by mail, lets a shopkeeper in once."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from cityhub.myshop.staying import ON_HER_PHONE, VISIT
from publishing.models import Letter

pytestmark = pytest.mark.django_db

ASK = "/ma-boutique/lien/"


def ask(client, email="lea@example.org", **extra):
    return client.post(ASK, {"email": email, **extra})


def link() -> str:
    """The link in the last letter, as the browser asks for it."""
    text = Letter.objects.latest("pk").text
    return re.search(r"http://localhost:8000(/\S+)", text)[1]


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_link_lets_her_in_where_she_says_something(client, lea):
    ask(client, "LEA@example.org")
    response = client.post(link())
    assert response.url == "/ma-boutique/dire/"
    assert client.session["_auth_user_id"] == str(lea.pk)


def test_a_look_at_the_link_shows_one_button_and_uses_nothing_up(client, lea):
    ask(client)
    for _ in range(2):
        response = client.get(link())
        assert response.status_code == 200
        assert response.headers["Cache-Control"].startswith("max-age=0, no-cache")
    assert not is_in(client)
    client.post(link())
    assert is_in(client)


def test_the_link_works_once(client, lea):
    ask(client)
    address = link()
    client.post(address)
    client.logout()
    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410
    assert not is_in(client)


def test_a_link_used_up_leads_on_who_is_in_already(client, lea):
    ask(client)
    client.post(link())
    assert client.get(link()).url == "/ma-boutique/dire/"


def test_of_two_at_once_one_gets_in(client, lea):
    ask(client)
    User.objects.filter(pk=lea.pk).update(last_login=timezone.now())
    assert client.post(link()).status_code == 410


@pytest.mark.parametrize(("age", "status"), [(14 * 60 + 55, 200), (15 * 60, 410)])
def test_the_link_works_for_fifteen_minutes(client, lea, time_passes, age, status):
    ask(client)
    time_passes(age)
    assert client.get(link()).status_code == status


@pytest.fixture
def time_passes(monkeypatch):
    """Let that many seconds pass, for the links only."""

    def pass_by(seconds):
        now = timezone.now().timestamp() + seconds
        monkeypatch.setattr("sesame.tokens_v2.time.time", lambda: now)

    return pass_by


def test_a_new_address_or_a_closed_account_ends_the_link(client, lea):
    ask(client)
    User.objects.filter(pk=lea.pk).update(email="other@example.org")
    assert client.get(link()).status_code == 410
    User.objects.filter(pk=lea.pk).update(email="lea@example.org", is_active=False)
    assert client.get(link()).status_code == 410


def test_the_answer_never_says_who_is_known(client, lea):
    known, unknown = ask(client), ask(client, "x@example.org")
    assert known.url == unknown.url
    assert client.get(known.url).status_code == 200
    assert Letter.objects.count() == 1


def test_asking_too_often_sends_no_more_mail(client, lea):
    answers = {ask(client).url for _ in range(9)}
    assert answers == {"/ma-boutique/lien/envoye/"}
    assert Letter.objects.count() == 5


def test_the_people_of_the_town_get_no_link(client, manager, administrator):
    ask(client, manager.email)
    ask(client, administrator.email)
    assert Letter.objects.count() == 0


def test_her_way_ends_where_it_began_but_never_on_another_site(client, lea):
    ask(client, next="/ma-boutique/dire/opening/")
    page = client.get(link())
    way = page.context["next"]
    assert client.post(link(), {"next": way}).url == "/ma-boutique/dire/opening/"
    client.logout()
    ask(client, next="https://evil.example/")
    assert "evil" not in link()
    response = client.post(link(), {"next": "https://evil.example/"})
    assert response.url == "/ma-boutique/dire/"


def test_a_link_that_was_tampered_with_gets_a_sentence(client, lea):
    for token in ("x", "1-1~a~b", "A" * 24, "é"):
        assert client.get(f"/ma-boutique/entrer/{token}/").status_code == 410


def test_she_stays_signed_in_on_her_phone_and_the_town_does_not(
    client, lea, manager, settings
):
    ask(client)
    client.post(link())
    assert client.session.get_expiry_age() == ON_HER_PHONE
    client.logout()
    client.force_login(manager)
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_each_day_of_a_visit_begins_the_three_months_anew(counter):
    assert counter.get("/ma-boutique/").cookies.get("sessionid") is None
    session = counter.session
    session[VISIT] = (timezone.localdate() - timedelta(days=1)).isoformat()
    session.save()
    cookie = counter.get("/ma-boutique/").cookies["sessionid"]
    assert cookie["max-age"] == ON_HER_PHONE

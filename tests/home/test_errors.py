"""What goes wrong is said in a sentence, on a page of ours."""

import pytest
from django.conf import settings
from django.db import connections
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain_client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("host", ["evil.example", "a b", "é", "localhost.evil.example"])
@pytest.mark.parametrize("address", ["/", "/agenda/", "/healthz", "/gestion/login/"])
def test_a_foreign_host_gets_a_sentence(plain_client, host, address, caplog):
    response = plain_client.get(address, HTTP_HOST=host)
    assert response.status_code == 400
    assert "Nous ne pouvons pas répondre" in response.content.decode()


def test_a_page_that_is_not_here_offers_the_search(client):
    response = client.get("/boutiques/nulle-part/", HTTP_ACCEPT_LANGUAGE="fr")
    page = response.content.decode()
    assert response.status_code == 404
    assert "Cette page n’est pas ici" in page
    assert 'action="/recherche/"' in page


@pytest.mark.parametrize(
    "address", ["/%00", "/boutiques/%00/", "/%F0%9F/", "/" + "x/" * 300]
)
def test_odd_addresses_are_not_found_rather_than_broken(plain_client, address):
    assert plain_client.get(address).status_code == 404


def test_a_crash_is_said_without_the_database(client, django_db_blocker):
    connections.close_all()
    with django_db_blocker.block(), translation.override("fr"):
        page = render_to_string("500.html")
    assert "Quelque chose s’est cassé" in page
    assert 'href="/"' in page


def test_a_form_without_its_token_is_explained():
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = strict.post("/i18n/setlang/", {"language": "en"})
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()


def test_the_language_is_chosen_and_kept(client):
    chosen = client.post("/i18n/setlang/", {"language": "en", "next": "/boutiques/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/boutiques/")
    assert '<html lang="en">' in client.get("/boutiques/").content.decode()


def test_the_choice_of_language_leads_nowhere_else(client):
    chosen = client.post(
        "/i18n/setlang/", {"language": "en", "next": "https://evil.example/"}
    )
    assert chosen["Location"] == "/"


def test_pages_run_no_script_but_ours_and_carry_no_inline_style(client):
    response = client.get("/")
    policy = response["Content-Security-Policy"]
    page = response.content.decode()
    assert "script-src 'self'" in policy
    assert "'unsafe-eval'" not in policy
    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page


def test_pages_ask_nothing_of_third_parties(client):
    page = client.get("/").content.decode()
    for start in ('src="', 'rel="stylesheet" href="'):
        for part in page.split(start)[1:]:
            assert part.startswith((settings.STATIC_URL, settings.MEDIA_URL, "/")), part


def test_pages_differ_by_language_and_cookie_and_caches_know(client):
    varies = client.get("/")["Vary"]
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in varies.split(",")}


def test_robots_are_kept_out_of_peoples_screens(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /gestion/",
        "Disallow: /ma-boutique/",
        "Disallow: /recherche/",
        "Disallow: /documents/",
        "Sitemap: http://localhost:8000/sitemap.xml",
    ]

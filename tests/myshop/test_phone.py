"""My shop on the phone: installed, without network, and kept apart by person."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.utils.html import escapejs

from cityhub.home.models import TownSettings
from cityhub.myshop.bundles import SCRIPT, STYLE
from cityhub.myshop.views.phone import SHARED, SHELL, shell
from shops.models import NewsPage

pytestmark = pytest.mark.django_db

KEPT = {"Kept-On-Phone": "1"}


def test_the_phone_learns_who_is_there_and_a_token_that_holds(counter, lea):
    there = counter.get("/ma-boutique/jeton/", headers=KEPT)
    assert there.json().keys() == {"person", "csrf"}
    assert there.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert (
        f'data-person="{there.json()["person"]}"'
        in counter.get("/ma-boutique/").content.decode()
    )
    assert str(lea.pk) != there.json()["person"]


def test_a_stranger_learns_nothing(client):
    assert client.get("/ma-boutique/jeton/", headers=KEPT).status_code == 401


def test_a_form_from_the_phone_is_answered_with_where_it_landed(counter, shop):
    form = {"text": "Les pivoines sont là.", "token": "0" * 31 + "1"}
    answers = [
        counter.post("/ma-boutique/dire/opening/", form, headers=KEPT) for _ in range(2)
    ]
    news = NewsPage.objects.child_of(shop).get()
    assert [(each.status_code, each.headers["Location"]) for each in answers] == [
        (201, f"/ma-boutique/{news.pk}/")
    ] * 2
    assert "Envoyé" in counter.get(f"/ma-boutique/{news.pk}/").content.decode()


def test_the_service_worker_keeps_the_shell_and_no_screen_of_anybody(client):
    answer = client.get("/ma-boutique/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    script = answer.content.decode()
    assert [each for each in shell() if f'"{escapejs(each)}"' not in script] == []
    assert [name for name in (*SHELL, *SHARED) if not finders.find(name)] == []


@pytest.mark.parametrize("bundle", [STYLE, SCRIPT])
def test_style_and_script_come_in_one_piece_each_and_are_kept(client, bundle):
    answer = client.get(bundle.address)
    assert answer.headers["Content-Type"] == bundle.content_type
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert f'"{bundle.address}"' in client.get("/ma-boutique/connexion/").text
    earlier = client.get(bundle.address.split("?")[0], {"v": "of-last-year"})
    assert earlier.headers["Cache-Control"] == "no-cache"
    assert earlier.content == answer.content


def test_what_the_style_names_is_found_from_its_address(client):
    named = re.findall(r'url\("?([^")]+)', STYLE.content)
    files = [each.removeprefix("/static/") for each in named if each[:5] != "data:"]
    assert [name for name in files if not finders.find(name)] == []


def test_the_manifest_names_the_town_and_its_icons_exist(client, site):
    TownSettings.objects.update_or_create(site=site, defaults={"name": "Clairac"})
    manifest = json.loads(client.get("/ma-boutique/ma-boutique.webmanifest").content)
    assert manifest["name"] == "Ma boutique · Clairac"
    assert manifest["start_url"] == manifest["scope"] == "/ma-boutique/"
    files = [icon["src"].removeprefix("/static/") for icon in manifest["icons"]]
    assert [name for name in files if not finders.find(name)] == []
    assert [icon["purpose"] for icon in manifest["icons"]] == ["any", "any", "maskable"]


def test_the_offline_screen_names_nobody(counter, lea, shop):
    shown = counter.get("/ma-boutique/hors-ligne/").content.decode()
    assert [word for word in (shop.title, "Léa", lea.email) if word in shown] == []
    assert 'data-person=""' in shown


def test_signing_out_has_the_phone_forget(counter):
    answer = counter.post("/ma-boutique/deconnexion/")
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_workers_come_from_this_site_only(counter):
    policy = counter.get("/ma-boutique/").headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy

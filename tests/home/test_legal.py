"""What the law wants told stands on pages of its own, from facts of the town."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Site

from cityhub.home.models import LegalNotice, TownSettings
from tests.home.test_pages import ENGLISH, FRENCH, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    notice = LegalNotice.for_site(Site.objects.get(is_default_site=True))
    notice.publisher = "Ville d’Aval & Amont"
    notice.director = "Ana Roux"
    notice.telephone = "03 89 00 00 00"
    notice.host = "Hébergeur SARL\n1 rue du Câble"
    notice.save()
    return notice


@pytest.fixture
def sign():
    sign = TownSettings.for_site(Site.objects.get(is_default_site=True))
    sign.contact_email = "commerce@example.org"
    sign.save()
    return sign


def test_the_notice_names_who_publishes_and_who_hosts(client, notice, sign):
    said = text(client, "/mentions-legales/")
    assert "Ville d’Aval &amp; Amont" in said
    assert "Directeur ou directrice de la publication : Ana Roux" in said
    assert "Téléphone : 03 89 00 00 00" in said
    assert "1 rue du Câble" in said
    assert "commerce@example.org" in said


def test_the_publisher_is_named_once_and_escaped_once(client, notice):
    said = text(client, "/donnees-personnelles/", ENGLISH)
    assert said.count("Ville d’Aval &amp; Amont answers for your data.") == 1


def test_the_periods_told_are_those_kept(client, notice, sign):
    said = text(client, "/donnees-personnelles/", ENGLISH)
    assert "12 hours for those who work for the town" in said
    assert "90 days after the last visit" in said
    assert "for 3 years after your last sign of life at most" in said
    assert "erased after 30 days" in said


def test_people_write_to_the_officer_else_to_the_town(client, notice, sign):
    address = "/donnees-personnelles/"
    assert text(client, address, ENGLISH).count("commerce@example.org") == 1
    notice.data_protection_officer = "dpo@example.org"
    notice.save()
    said = text(client, address, ENGLISH)
    assert said.count("dpo@example.org") == 1
    assert "commerce@example.org" not in said


@pytest.mark.parametrize(
    ("compliance", "words"),
    [("none", "non conforme"), ("partial", "partiellement conforme")],
)
def test_each_page_says_how_accessible_the_site_is(client, notice, compliance, words):
    notice.compliance = compliance
    notice.save()
    for address in ("/", "/accessibilite/", "/recherche/"):
        page = client.get(address, headers=FRENCH).content.decode()
        assert f"Accessibilité\u00a0: {words}" in page


def test_without_a_notice_a_site_is_not_compliant_and_not_audited(client):
    said = text(client, "/accessibilite/", ENGLISH)
    assert "this site is not compliant . It has not been audited yet." in said


def test_only_who_may_fill_it_in_sees_what_lacks(client, notice, manager):
    lacks = "Dire qui ils sont"
    notice.host = ""
    notice.save()
    assert lacks not in text(client, "/mentions-legales/")
    client.force_login(manager)
    assert lacks in text(client, "/mentions-legales/")
    notice.host = "Hébergeur SARL"
    notice.save()
    assert lacks not in text(client, "/mentions-legales/")


def test_the_manager_fills_it_in(client, manager, notice):
    client.force_login(manager)
    form = client.get("/gestion/settings/home/legalnotice/", follow=True)
    assert "Nom, adresse et téléphone de l’hébergeur" in form.content.decode()
    filled = {
        "publisher": "Ville de Neuf",
        "director": "Zoé Blanc",
        "telephone": "03 89 11 11 11",
        "host": "Autre hébergeur",
        "compliance": "partial",
        "audit": "Audité en mai",
    }
    client.post(form.redirect_chain[-1][0], filled)
    assert "Autre hébergeur" in text(client, "/mentions-legales/")
    assert "Audité en mai" in text(client, "/accessibilite/")


def test_a_shopkeeper_may_not_fill_it_in(client, notice, django_user_model):
    shopkeeper = django_user_model.objects.create_user("lea")
    shopkeeper.groups.add(Group.objects.get(name="Shopkeepers"))
    client.force_login(shopkeeper)
    address = f"/gestion/settings/home/legalnotice/{notice.site_id}/"
    client.post(address, {"publisher": "Léa", "compliance": "full"})
    notice.refresh_from_db()
    assert notice.publisher == "Ville d’Aval & Amont"

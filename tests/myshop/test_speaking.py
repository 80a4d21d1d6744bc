"""The town speaks for shops that have nobody; everybody else for her own."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from shops.models import NewsPage
from shops.people import add_person
from tests.factories import make_news, make_shop

pytestmark = pytest.mark.django_db

SPEAK_FOR = "/ma-boutique/boutique/pour/"


@pytest.fixture
def empty_shop(db):
    return make_shop("Fleurs d’Ici")


@pytest.fixture
def town(client, manager):
    client.force_login(manager)
    return client


def titles(response):
    return [title for _number, title in response.context["candidates"]]


def test_the_manager_is_offered_the_shops_that_have_nobody(town, lea, empty_shop):
    assert town.get("/ma-boutique/").url == SPEAK_FOR
    assert titles(town.get(SPEAK_FOR)) == ["Fleurs d’Ici"]


def test_she_says_something_for_it_and_it_goes_to_approval(town, manager, empty_shop):
    assert town.post(SPEAK_FOR, {"shop": empty_shop.pk}).url == "/ma-boutique/dire/"
    town.post("/ma-boutique/dire/opening/", {"text": "Les pivoines sont là."})
    news = NewsPage.objects.child_of(empty_shop).get()
    assert (news.owner, news.live) == (manager, False)
    assert news.current_workflow_state is not None
    assert town.get(f"/ma-boutique/{news.pk}/").status_code == 200
    page = town.get("/ma-boutique/")
    assert page.context["for_the_town"] is True
    assert SPEAK_FOR in page.text


def test_as_soon_as_somebody_belongs_to_it_the_manager_speaks_for_it_no_more(
    town, shop, lea, empty_shop
):
    news = make_news(empty_shop)
    town.post(SPEAK_FOR, {"shop": empty_shop.pk})
    add_person(lea, empty_shop)
    assert town.get("/ma-boutique/").url == SPEAK_FOR
    assert town.get(f"/ma-boutique/{news.pk}/").status_code == 302
    for number in (empty_shop.pk, shop.pk, "x", ""):
        assert town.post(SPEAK_FOR, {"shop": number}).status_code == 404


def test_a_shopkeeper_speaks_for_nobody_else(counter, empty_shop):
    news = make_news(empty_shop)
    assert counter.get(SPEAK_FOR).status_code == 404
    assert counter.post(SPEAK_FOR, {"shop": empty_shop.pk}).status_code == 404
    assert counter.get(f"/ma-boutique/{news.pk}/").status_code == 404


def test_several_people_speak_for_one_shop_and_one_person_for_several(
    counter, client, lea, shop, empty_shop
):
    ana = User.objects.create_user("ana", "ana@example.org", "secret")
    add_person(ana, shop)
    add_person(lea, empty_shop)
    news = make_news(shop)
    assert counter.get(f"/ma-boutique/{news.pk}/").status_code == 200
    counter.post("/ma-boutique/boutique/choisir/", {"shop": empty_shop.pk})
    assert counter.get("/ma-boutique/").context["shop"] == empty_shop
    client.force_login(ana)
    assert client.get(f"/ma-boutique/{news.pk}/").status_code == 200


def test_the_shops_page_in_the_admin_leads_there(town, shop, lea, empty_shop):
    link = f"{SPEAK_FOR}?shop={empty_shop.pk}"
    edit = reverse("wagtailadmin_pages:edit", args=[empty_shop.pk])
    assert link in town.get(edit).content.decode()
    assert f'value="{empty_shop.pk}"\n' in town.get(link).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[shop.pk])
    assert SPEAK_FOR not in town.get(edit).content.decode()


def test_the_list_of_shops_costs_as_much_for_thirty_as_for_one(
    town, empty_shop, django_assert_max_num_queries
):
    town.get(SPEAK_FOR)
    with django_assert_max_num_queries(8):
        town.get(SPEAK_FOR)
    for number in range(29):
        make_shop(f"Boutique {number}")
    with django_assert_max_num_queries(8):
        town.get(SPEAK_FOR)

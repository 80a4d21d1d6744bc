"""The people of a shop: one group with the right to its own subtree only."""

import pytest
from django.contrib.auth.models import Group, User
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.permission_policies.pages import PagePermissionPolicy

from shops.models import ShopPeople
from shops.people import add_person, remove_person, shops_of
from tests.factories import make_news, make_shop
from tests.pictures import phone_photo, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return make_shop("Maison Weber")


@pytest.fixture
def lea(shop):
    user = User.objects.create_user("lea", "lea@example.org", "secret")
    add_person(user, shop)
    return user


def test_a_new_shop_gets_its_group_and_its_collection(shop):
    people = ShopPeople.objects.get(shop=shop)
    assert people.group.name == f"Maison Weber ({shop.pk})"
    assert people.collection.name == people.group.name
    assert people.collection.get_parent() == Collection.get_first_root_node()


def test_the_group_may_add_and_change_on_its_own_page_only(shop):
    rights = GroupPagePermission.objects.filter(group=shop.people.group)
    assert set(rights.values_list("page", "permission__codename")) == {
        (shop.pk, "add_page"),
        (shop.pk, "change_page"),
    }


def test_the_group_may_use_its_own_collection_only(shop):
    rights = GroupCollectionPermission.objects.filter(group=shop.people.group)
    assert set(rights.values_list("collection", "permission__codename")) == {
        (shop.people.collection_id, "add_image"),
        (shop.people.collection_id, "change_image"),
        (shop.people.collection_id, "choose_image"),
    }


def test_two_shops_of_one_name_have_two_groups(shop):
    assert make_shop("Maison Weber").people.group != shop.people.group


def test_the_longest_title_makes_a_group_name_that_fits():
    name = make_shop("W" * 255).people.group.name
    assert len(name) == 150


def test_a_shop_that_changes_its_title_renames_its_group_and_collection(shop):
    shop.title = "Weber et filles"
    shop.save_revision().publish()
    people = ShopPeople.objects.get(shop=shop)
    assert people.group.name == f"Weber et filles ({shop.pk})"
    assert people.collection.name == people.group.name


def test_a_shop_that_goes_takes_its_group_and_collection_along(shop):
    group, collection = shop.people.group, shop.people.collection
    photo = get_image_model().objects.create(
        title="La devanture", file=upload(phone_photo((60, 40))), collection=collection
    )
    shop.delete()
    assert not Group.objects.filter(pk=group.pk).exists()
    assert not Collection.objects.filter(pk=collection.pk).exists()
    photo.refresh_from_db()
    assert photo.collection == Collection.get_first_root_node()


def test_a_person_of_a_shop_edits_its_pages_and_no_others(shop, lea):
    own, other = make_news(shop), make_news(make_shop("Fleurs d'Ici"))
    editable = PagePermissionPolicy().instances_user_has_permission_for(lea, "change")
    assert set(editable.values_list("pk", flat=True)) == {shop.pk, own.pk}
    assert own.permissions_for_user(lea).can_publish() is False
    assert other.permissions_for_user(lea).can_edit() is False


def test_a_person_may_belong_to_several_shops(shop, lea):
    second = make_shop("Fleurs d'Ici")
    add_person(lea, second)
    assert list(shops_of(lea)) == [second, shop]


def test_a_person_without_a_shop_is_no_shopkeeper_any_more(shop, lea):
    remove_person(lea, shop)
    assert list(shops_of(lea)) == []
    assert list(lea.groups.all()) == []

"""Who belongs to a shop: its group, its rights, its collection of photos.

Each shop has one group with the rights to add and change below its own page
only, and one collection of photos. Both come, change their name and go with
the shop, whichever way it is added (admin, demonstration, test).
"""

from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from shops.models import ShopPage, ShopPeople

SHOPKEEPERS = "Shopkeepers"
NAME_LENGTH = 150
ON_PAGE = ("add_page", "change_page")
#: Wagtail keeps the rights on images on its own model, whichever is used.
ON_PHOTOS = ("add_image", "change_image", "choose_image")


def shops_of(user: User) -> QuerySet[ShopPage]:
    """Return the shops that `user` belongs to, by title."""
    return ShopPage.objects.filter(people__group__user=user).order_by("title", "pk")


def without_people() -> QuerySet[ShopPage]:
    """Return the shops to which nobody belongs yet, by title."""
    peopled = Group.objects.filter(user__isnull=False, shop__isnull=False)
    return ShopPage.objects.exclude(people__group__in=peopled).order_by("title", "pk")


def add_person(user: User, shop: ShopPage) -> None:
    """Let `user` speak for `shop`."""
    shopkeepers, _ = Group.objects.get_or_create(name=SHOPKEEPERS)
    user.groups.add(shop.people.group, shopkeepers)


def remove_person(user: User, shop: ShopPage) -> None:
    """Take `user` out of `shop`, and of the shopkeepers after her last shop."""
    user.groups.remove(shop.people.group)
    if not shops_of(user).exists():
        user.groups.remove(*Group.objects.filter(name=SHOPKEEPERS))


def prepare(shop: ShopPage) -> ShopPeople:
    """Give `shop` its group, its rights and its collection; return them."""
    name = group_name(shop)
    group = Group.objects.create(name=name)
    collection = Collection.get_first_root_node().add_child(
        instance=Collection(name=name)
    )
    for permission in _permissions("wagtailcore", ON_PAGE):
        GroupPagePermission.objects.create(
            group=group, page=shop, permission=permission
        )
    for permission in _permissions("wagtailimages", ON_PHOTOS):
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=permission
        )
    return ShopPeople.objects.create(shop=shop, group=group, collection=collection)


def rename(people: ShopPeople, name: str) -> None:
    """Give the group and the collection of a shop another name."""
    Group.objects.filter(pk=people.group_id).update(name=name)
    Collection.objects.filter(pk=people.collection_id).update(name=name)


def group_name(shop: ShopPage) -> str:
    """Return a name that no other shop's group has, within Django's length."""
    number = f" ({shop.pk})"
    return shop.title[: NAME_LENGTH - len(number)] + number


def _permissions(app_label: str, codenames: tuple[str, ...]) -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label=app_label, codename__in=codenames
    )

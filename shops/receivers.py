"""A shop's group and collection follow it: made, renamed and removed with it."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.models import Collection

from shops.models import ShopPage, ShopPeople
from shops.people import group_name, prepare, rename


@receiver(post_save, sender=ShopPage)
def follow_the_shop(
    instance: ShopPage, created: bool, raw: bool = False, **kwargs: object
) -> None:
    """Make a new shop's group and collection, or give them its new title."""
    if raw:  # a fixture brings its own rows
        return
    people = ShopPeople.objects.filter(shop=instance).select_related("group").first()
    if people is None:
        prepare(instance)
    elif people.group.name != group_name(instance):
        rename(people, group_name(instance))


@receiver(post_delete, sender=ShopPeople)
def leave_nothing_behind(instance: ShopPeople, **kwargs: object) -> None:
    """Remove the group and the collection of a shop that is gone.

    Its photos stay in the library: issues in the archive still show them.
    """
    instance.group.delete()
    collection = Collection.objects.filter(pk=instance.collection_id).first()
    if collection is not None:
        root = Collection.get_first_root_node()
        get_image_model().objects.filter(collection=collection).update(collection=root)
        collection.delete()

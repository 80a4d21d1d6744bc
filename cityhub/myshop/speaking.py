"""For which shops somebody speaks: her own and, for the town, those without people."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from cityhub.myshop.staying import works_for_the_town
from shops.models import ShopPage
from shops.people import shops_of, without_people


def spoken_for_by(user: User) -> QuerySet[ShopPage]:
    """Return the shops for which `user` may say something."""
    shops = shops_of(user)
    if not works_for_the_town(user):
        return shops
    either = Q(pk__in=shops.values("pk")) | Q(pk__in=without_people().values("pk"))
    return ShopPage.objects.filter(either).order_by("title", "pk")


def shops_at_hand(user: User, chosen: int | None) -> QuerySet[ShopPage]:
    """Return the shops between which `user` changes: hers, and the `chosen` one.

    A town may have thousands of shops without people; the manager names one.
    """
    mine = Q(pk__in=shops_of(user).values("pk"))
    return spoken_for_by(user).filter(mine | Q(pk=chosen))

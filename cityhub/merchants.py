"""The shops' people, introduced to the newsletter, which knows no shop."""

import re
from collections.abc import Collection, Iterable, Iterator

from django.contrib.auth.models import User

from publishing.letters import language_of
from publishing.newsletter.people.merchants import Merchant
from shops.models import ShopCategory, ShopPage

#: "12 bis, rue du Marché", "Marktstraße 12 a": what isn't the street.
NUMBER = re.compile(
    r"^\d+\s*(?:bis|ter|quater|[a-d])?\b[\s,]*|[\s,]+\d{1,3}\s*[a-d]?$", re.IGNORECASE
)


class ShopsDirectory:
    """What the directory of shops says about its people, read each time."""

    def merchants(self) -> Iterator[Merchant]:
        """Yield the people of live shops that have an address, by shop."""
        people = (
            User.objects.filter(is_active=True, groups__shop__shop__live=True)
            .exclude(email="")
            .values_list("groups__shop__shop__title", "pk")
            .order_by("groups__shop__shop__title", "pk")
        )
        pairs = list(people)
        users = User.objects.select_related("wagtail_userprofile").in_bulk(
            [pk for _shop, pk in pairs]
        )
        for shop, pk in pairs:
            user = users[pk]
            yield Merchant(
                email=user.email.lower(),
                name=user.get_full_name(),
                language=language_of(user),
                shop=shop,
            )

    def streets(self) -> list[str]:
        """Return the streets with a live shop."""
        found = {street_of(shop) for shop in _addresses().values()}
        return sorted(found - {""}, key=str.casefold)

    def categories(self) -> list[tuple[str, str]]:
        """Return the categories."""
        return list(ShopCategory.objects.values_list("slug", "name"))

    def emails(
        self, *, streets: Collection[str] = (), categories: Collection[str] = ()
    ) -> set[str]:
        """Return the addresses of these shops' people, and of the shops themselves."""
        shops = ShopPage.objects.live()
        if categories:
            shops = shops.filter(category__slug__in=categories)
        if streets:
            there = [
                pk for pk, said in _addresses().items() if street_of(said) in streets
            ]
            shops = shops.filter(pk__in=there)
        people = User.objects.filter(is_active=True, groups__shop__shop__in=shops)
        found: Iterable[str] = people.values_list("email", flat=True)
        own: Iterable[str] = shops.values_list("email", flat=True)
        return {email.lower() for email in (*found, *own) if email}


def street_of(address: str) -> str:
    """Return the street of "street and number"."""
    return NUMBER.sub("", address.strip()).strip(" ,")


def _addresses() -> dict[int, str]:
    return dict(ShopPage.objects.live().values_list("pk", "street"))

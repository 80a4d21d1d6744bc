"""Departures: who shall no longer speak for a shop."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shops.models import ShopPage
from shops.people import remove_person


class Departure(models.Model):
    """The people of a shop ask the town to take somebody out; open until it decides."""

    shop = models.ForeignKey(ShopPage, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "user"], name="one_departure_per_person_and_shop"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.shop}"

    @property
    def name(self) -> str:
        """Return who shall go, by name."""
        return self.user.get_full_name() or self.user.username

    @classmethod
    def ask(cls, user: User, shop: ShopPage, by: User) -> tuple[Self, bool]:
        """Ask for it; return the departure, and whether nobody had asked before."""
        return cls.objects.get_or_create(
            shop=shop, user=user, defaults={"asked_by": by}
        )

    def agree(self) -> None:
        """Take the person out of the shop."""
        with transaction.atomic():
            remove_person(self.user, self.shop)
            self.delete()

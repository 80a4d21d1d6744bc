"""The people of a shop: one group for each shop, right to its own subtree only."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from shops.models.shop import ShopPage


class ShopPeople(models.Model):
    """Ties a shop to its group and to its own collection of photos."""

    shop = models.OneToOneField(
        ShopPage, on_delete=models.CASCADE, related_name="people"
    )
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="shop")
    collection = models.OneToOneField(
        Collection, null=True, on_delete=models.SET_NULL, related_name="shop"
    )

    class Meta:
        verbose_name = _("people of a shop")
        verbose_name_plural = _("people of the shops")

    def __str__(self) -> str:
        return f"{self.shop}"

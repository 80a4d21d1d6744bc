"""The shopkeeper's own screens, phone first."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyShopConfig(AppConfig):
    """The shopkeeper's own screens, phone first."""

    name = "cityhub.myshop"
    label = "myshop"
    verbose_name = _("My shop")

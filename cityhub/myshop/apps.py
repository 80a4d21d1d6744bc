"""The shopkeeper's own screens, phone first."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyShopConfig(AppConfig):
    """The shopkeeper's own screens, phone first."""

    name = "cityhub.myshop"
    label = "myshop"
    verbose_name = _("My shop")

    def ready(self) -> None:
        """Let a shopkeeper stay signed in."""
        from cityhub.myshop import staying  # noqa: F401, PLC0415 (app registry)

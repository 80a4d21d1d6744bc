"""Shops, their news, the directory and their people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopsConfig(AppConfig):
    """Shops, their news, the directory and their people."""

    name = "shops"
    label = "shops"
    verbose_name = _("Shops")

    def ready(self) -> None:
        """Let each shop's group and collection follow it."""
        from shops import receivers  # noqa: F401, PLC0415 (app registry)

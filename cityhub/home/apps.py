"""Home page, town settings and site search."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, town settings and site search."""

    name = "cityhub.home"
    label = "home"
    verbose_name = _("Town")

    def ready(self) -> None:
        """Let Wagtail's site follow CITYHUB_BASE_URL at each migrate."""
        from cityhub.home.address import follow_base_url  # noqa: PLC0415 (app registry)

        post_migrate.connect(follow_base_url, sender=self)

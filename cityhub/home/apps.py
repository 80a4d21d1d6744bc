"""Home page, town settings and site search."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page, town settings and site search."""

    name = "cityhub.home"
    label = "home"
    verbose_name = _("Town")

    def ready(self) -> None:
        """Let Wagtail's site follow CITYHUB_BASE_URL, and the logo be drawn ahead."""
        from cityhub.home.address import follow_base_url  # noqa: PLC0415 (app registry)
        from cityhub.photos.renditions import prepare_logo  # noqa: PLC0415 (app registry)

        post_migrate.connect(follow_base_url, sender=self)
        post_save.connect(prepare_logo, sender=self.get_model("TownSettings"))

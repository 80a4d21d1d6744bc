"""The project: the top of the house, which may see everyone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cityhub import checks
from publishing.newsletter.people.merchants import introduce

__all__ = ["CityHubConfig", "checks"]


class CityHubConfig(AppConfig):
    """The project: the top of the house, which may see everyone."""

    name = "cityhub"
    label = "cityhub"
    verbose_name = _("CityHub")

    def ready(self) -> None:
        """Introduce the shops' people to the newsletter."""
        from cityhub.merchants import ShopsDirectory  # noqa: PLC0415 (app registry)

        introduce(ShopsDirectory())

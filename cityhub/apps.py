"""The project: the top of the house, which may see everyone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cityhub import checks

__all__ = ["CityHubConfig", "checks"]


class CityHubConfig(AppConfig):
    """The project: the top of the house, which may see everyone."""

    name = "cityhub"
    label = "cityhub"
    verbose_name = _("CityHub")

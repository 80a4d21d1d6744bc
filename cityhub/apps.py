"""The project: the top of the house, which may see everyone."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityHubConfig(AppConfig):
    """The project: the top of the house, which may see everyone."""

    name = "cityhub"
    label = "cityhub"
    verbose_name = _("CityHub")

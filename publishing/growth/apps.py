"""Fan counts and their curve."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrowthConfig(AppConfig):
    """Fan counts and their curve."""

    name = "publishing.growth"
    label = "growth"
    verbose_name = _("Growth")

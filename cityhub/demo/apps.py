"""The demonstration town of `make run`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration town of `make run`."""

    name = "cityhub.demo"
    label = "demo"
    verbose_name = _("Demonstration town")

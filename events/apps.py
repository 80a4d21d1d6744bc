"""Events, workshops, sessions and the agenda."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events, workshops, sessions and the agenda."""

    name = "events"
    label = "events"
    verbose_name = _("Events")

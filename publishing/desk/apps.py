"""The commerce manager's screens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The commerce manager's screens."""

    name = "publishing.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Listen to the workflow: our letters instead of Wagtail's mails."""
        from publishing.desk import receivers  # noqa: PLC0415  models must be loaded

        receivers.connect()

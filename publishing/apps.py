"""The engine: every channel shows what is true, exactly once."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """The engine: every channel shows what is true, exactly once."""

    name = "publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        """Let the engine hear of pages that change."""
        from publishing import receivers  # noqa: PLC0415 (app registry)

        receivers.connect()

"""The merchants' newsletter: issues, subscribers, consent and the sending ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """The merchants' newsletter: issues, subscribers, consent and the sending ledger."""

    name = "publishing.newsletter"
    label = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Listen to what happens to issues."""
        from publishing.newsletter import receivers  # noqa: PLC0415 (app registry)

        receivers.connect()

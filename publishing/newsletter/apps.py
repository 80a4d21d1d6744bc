"""The merchants' newsletter: issues, subscribers, consent and the sending ledger."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from publishing.newsletter import checks


class NewsletterConfig(AppConfig):
    """The merchants' newsletter: issues, subscribers, consent and the sending ledger."""

    name = "publishing.newsletter"
    label = "newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        """Have the settings checked; listen to what happens to issues."""
        register(checks.check_return_address)
        register(checks.check_return_mailbox)
        register(checks.check_sending_addresses)
        register(checks.check_limits)
        register(checks.check_provider)

        # Both need the app registry.
        from publishing.newsletter import receivers  # noqa: PLC0415
        from publishing.newsletter.bounces import provider  # noqa: PLC0415

        receivers.connect()
        provider.listen()

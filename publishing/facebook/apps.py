"""The Facebook Page as a channel."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from publishing.facebook import checks


class FacebookConfig(AppConfig):
    """The Facebook Page as a channel."""

    name = "publishing.facebook"
    label = "facebook"
    verbose_name = _("Facebook")

    def ready(self) -> None:
        """Have the settings checked."""
        register(checks.sandbox_stays_home, Tags.security)
        register(checks.tokens_travel_encrypted, Tags.security)
        register(checks.app_is_known, Tags.security, deploy=True)

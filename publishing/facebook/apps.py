"""The Facebook Page as a channel."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from publishing.facebook import checks


class FacebookConfig(AppConfig):
    """The Facebook Page as a channel."""

    name = "publishing.facebook"
    label = "facebook"
    verbose_name = _("Facebook")

    def ready(self) -> None:
        """Have the settings checked, and what the town decides noticed at once."""
        register(checks.sandbox_stays_home, Tags.security)
        register(checks.tokens_travel_encrypted, Tags.security)
        register(checks.app_is_known, Tags.security, deploy=True)

        from publishing.clock import put_back  # noqa: PLC0415 (app registry)
        from publishing.facebook.models import page_watch, remembered  # noqa: PLC0415

        put_back.connect(page_watch.take_off)
        for name in ("PostSettings", "PostText"):
            for signal in (post_save, post_delete):
                signal.connect(remembered.forget, sender=self.get_model(name))

"""The Facebook Page as a channel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FacebookConfig(AppConfig):
    """The Facebook Page as a channel."""

    name = "publishing.facebook"
    label = "facebook"
    verbose_name = _("Facebook")

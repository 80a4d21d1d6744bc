"""A Facebook to try things on: the Graph API over real HTTP, and a Page to look at."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SandboxConfig(AppConfig):
    """A Facebook to try things on: the Graph API over real HTTP, and a Page to look at."""

    name = "publishing.facebook.sandbox"
    label = "facebook_sandbox"
    verbose_name = _("Facebook sandbox")

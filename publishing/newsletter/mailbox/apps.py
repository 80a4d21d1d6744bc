"""The sandbox's mail server and the mailbox to read what it took."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailboxConfig(AppConfig):
    """The sandbox's mail server and the mailbox to read what it took."""

    name = "publishing.newsletter.mailbox"
    label = "mailbox"
    verbose_name = _("Sandbox mailbox")

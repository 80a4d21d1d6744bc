"""Which postman the settings name."""

from anymail.backends.base import AnymailBaseBackend
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.postman import Postman
from publishing.newsletter.provider import ProviderPostman
from publishing.newsletter.smtp import SmtpPostman
from publishing.transport import Outcome, SendError


def on_duty() -> Postman:
    """Return who takes the newsletter's mails away. Raises SendError."""
    try:
        backend = get_connection()
    except ImproperlyConfigured as error:
        raise SendError(
            _("The mail provider isn't set up."),
            Outcome.CHANNEL_DOWN,
            detail=str(error),
        ) from error
    if isinstance(backend, AnymailBaseBackend):
        return ProviderPostman(backend)
    if isinstance(backend, EmailBackend):
        return SmtpPostman(backend)
    raise SendError(
        _("No mail server is set up: EMAIL_URL must begin with smtp."),
        Outcome.NOT_SENT,
    )

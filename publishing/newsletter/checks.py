"""System checks of the newsletter's settings."""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email

from publishing.newsletter import limits
from publishing.newsletter.bounces import webhooks
from publishing.newsletter.bounces.inbox import SCHEMES

#: User and password of basic authentication.
SECRET = re.compile(r"[^:\s]+:\S{16,}")
SECRETS_FORM = (
    'Write "WEBHOOK_SECRET": "provider:…", with 16 random characters or more.'
)
#: 64 octets before the @ (RFC 5321) less what marks each mail.
LONGEST_LOCAL_PART = 24


def check_return_address(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Each mail gets a return path of its own, made of this address."""
    address = settings.NEWSLETTER_RETURN_ADDRESS
    if not address:
        return []
    try:
        validate_email(address)
        well = len(address.rpartition("@")[0]) <= LONGEST_LOCAL_PART
    except ValidationError:
        well = False
    if not well or "+" in address:
        return [
            Error(
                f"NEWSLETTER_RETURN_ADDRESS is {address!r}.",
                hint="Write a bare address with at most "
                f"{LONGEST_LOCAL_PART} characters before the @ and no +, "
                "such as returns@example.org",
                id="newsletter.E001",
            )
        ]
    if not settings.NEWSLETTER_RETURN_MAILBOX:
        return [
            Warning(
                "Bounces go to NEWSLETTER_RETURN_ADDRESS, and nobody reads them.",
                hint="Set NEWSLETTER_RETURN_MAILBOX to imap+ssl://user:password@host",
                id="newsletter.W003",
            )
        ]
    return []


def check_return_mailbox(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """The return mailbox is read over IMAP or POP3."""
    address = settings.NEWSLETTER_RETURN_MAILBOX
    if not address:
        return []
    if not _names_a_mailbox(address):
        return [  # its value holds a password
            Error(
                "NEWSLETTER_RETURN_MAILBOX is not the address of a mailbox.",
                hint="Write imap+ssl://user:password@host/folder or "
                "pop3+ssl://user:password@host; reserved characters percent-encoded.",
                id="newsletter.E002",
            )
        ]
    if not settings.NEWSLETTER_RETURN_ADDRESS:
        return [
            Warning(
                "NEWSLETTER_RETURN_MAILBOX is set, but no mail goes there.",
                hint="Set NEWSLETTER_RETURN_ADDRESS to its address.",
                id="newsletter.W004",
            )
        ]
    return []


def check_sending_addresses(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """The preflight looks up what DNS says of these."""
    return [
        Error(
            f"NEWSLETTER_SENDING_IPS holds {address!r}, which is no IP address.",
            hint="Write addresses such as 203.0.113.7, comma-separated.",
            id="newsletter.E005",
        )
        for address in settings.NEWSLETTER_SENDING_IPS
        if not _is_ip(address)
    ]


def check_provider(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """A mail provider is set up, and calls us with a secret that nobody guesses."""
    if not webhooks.provider():
        return []
    try:
        get_connection()
    except ImproperlyConfigured as error:
        return [
            Error(
                f"The mail provider can't be used: {error}",
                hint="Write its keys into ANYMAIL, as JSON.",
                id="newsletter.E007",
            )
        ]
    if not webhooks.are_open():
        return [
            Error(
                "The mail provider can't tell us what comes back: ANYMAIL holds no "
                "WEBHOOK_SECRET.",
                hint=SECRETS_FORM,
                id="newsletter.E008",
            )
        ]
    secrets = settings.ANYMAIL["WEBHOOK_SECRET"]
    secrets = [secrets] if isinstance(secrets, str) else secrets
    if all(SECRET.fullmatch(secret) for secret in secrets):
        return []
    return [
        Error(
            "WEBHOOK_SECRET in ANYMAIL is no secret, or not in its form.",
            hint=SECRETS_FORM,
            id="newsletter.E009",
        )
    ]


def _is_ip(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True


def _names_a_mailbox(address: str) -> bool:
    place = urlsplit(address)
    try:
        place.port  # noqa: B018  it is read, and may be no number
    except ValueError:
        return False
    return place.scheme in SCHEMES and bool(place.hostname and place.username)


def check_limits(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """How fast mails may leave is written in a way that we can read."""
    try:
        limits.parsed(settings.NEWSLETTER_LIMITS)
    except ImproperlyConfigured as error:
        return [
            Error(
                str(error),
                hint='Write "10/second 2000/hour gmail.com:100/minute *:300/hour".',
                id="newsletter.E006",
            )
        ]
    return []

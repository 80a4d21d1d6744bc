"""System checks of the newsletter's settings."""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from publishing.newsletter import limits
from publishing.newsletter.bounces.inbox import SCHEMES

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

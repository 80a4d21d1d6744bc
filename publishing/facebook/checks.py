"""What must not be wrong with the settings of Facebook."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]", "testserver"}


def sandbox_stays_home(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse the sandbox where others can reach it: anybody can post there."""
    hosts = {*settings.ALLOWED_HOSTS, urlsplit(settings.CITYHUB_BASE_URL).hostname}
    strangers = sorted(f"{host}" for host in hosts - LOOPBACK)
    if not (settings.CITYHUB_SANDBOX and strangers):
        return []
    return [
        Error(
            "CITYHUB_SANDBOX is on, but the site answers to "
            f"{', '.join(strangers)}: anybody could act as Facebook.",
            hint=(
                "Leave CITYHUB_SANDBOX out of the environment of a real installation; "
                "or, to try things, let CITYHUB_BASE_URL and ALLOWED_HOSTS name only "
                "localhost."
            ),
            id="facebook.E001",
        )
    ]


def tokens_travel_encrypted(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse to send tokens in clear to another machine."""
    address = urlsplit(settings.FACEBOOK_GRAPH_URL)
    if address.scheme == "https" or address.hostname in LOOPBACK:
        return []
    return [
        Error(
            f"FACEBOOK_GRAPH_URL ({settings.FACEBOOK_GRAPH_URL}) would carry the "
            "Page's token unencrypted.",
            hint="Use https://graph.facebook.com/, the default.",
            id="facebook.E002",
        )
    ]


def app_is_known(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Advise to prove each call, so that a stolen token alone is worth nothing."""
    if settings.FACEBOOK_APP_ID and settings.FACEBOOK_APP_SECRET:
        return []
    return [
        checks.Warning(
            "FACEBOOK_APP_ID or FACEBOOK_APP_SECRET is missing: calls to Facebook "
            "carry no proof of the application, and short tokens can't be extended.",
            hint="Copy both from the application's basic settings on Facebook.",
            id="facebook.W001",
        )
    ]

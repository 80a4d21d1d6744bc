"""System checks of the installation: bad configuration is named, not met at night."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: Laid the first pages before 0.1.0, when all migrations were written anew.
FORMER_FRONT_DOOR = ("home", "0003_front_door")


@register()
def check_base_url(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Posts, mails and feeds carry CITYHUB_BASE_URL: it must be one people reach."""
    url = urlsplit(settings.CITYHUB_BASE_URL)
    if url.scheme not in ("http", "https") or not url.hostname or url.path:
        return [
            Error(
                f"CITYHUB_BASE_URL is {settings.CITYHUB_BASE_URL!r}.",
                hint="Write the site's address, such as https://www.example.org",
                id="cityhub.E001",
            )
        ]
    problems: list[CheckMessage] = []
    if url.hostname not in LOOPBACK and url.scheme != "https":
        problems.append(
            Warning(
                "CITYHUB_BASE_URL is not https: passwords would travel in clear.",
                hint="Put a reverse proxy with a certificate before CityHub.",
                id="cityhub.W002",
            )
        )
    if not _is_allowed(url.hostname):
        problems.append(
            Error(
                f"ALLOWED_HOSTS does not name {url.hostname}, the host of "
                "CITYHUB_BASE_URL: every visitor would be refused.",
                hint=f"Set ALLOWED_HOSTS={url.hostname}",
                id="cityhub.E003",
            )
        )
    return problems


@register()
def check_encryption_keys(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Channel credentials are sealed with CITYHUB_ENCRYPTION_KEYS."""
    for number, key in enumerate(settings.CITYHUB_ENCRYPTION_KEYS, start=1):
        try:
            Fernet(key)
        except ValueError:
            return [
                Error(
                    f"Key {number} of CITYHUB_ENCRYPTION_KEYS is not a key.",
                    hint="Make one with: python -c 'from cryptography.fernet import "
                    "Fernet; print(Fernet.generate_key().decode())'",
                    id="cityhub.E004",
                )
            ]
    return []


@register(Tags.database)
def check_migrations(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: object,
) -> list[CheckMessage]:
    """Nobody's first pages are laid a second time, over those that stand there."""
    return [
        Error(
            "This database was made by a CityHub before 0.1.0, with other migrations.",
            hint="docs/operator.md, “Upgrades”, says how to keep it. For the "
            f"demonstration, remove {settings.DATA_DIR} and start again.",
            id="cityhub.E005",
        )
        for alias in databases or ()
        if FORMER_FRONT_DOOR
        in MigrationRecorder(connections[alias]).applied_migrations()
    ]


@register(deploy=True)
def check_callers(
    app_configs: Sequence[AppConfig] | None, **kwargs: object
) -> list[CheckMessage]:
    """Who tries too often is known by an address, and counted in the cache."""
    problems: list[CheckMessage] = []
    if settings.HTTPS and settings.RATELIMIT_IP_META_KEY == "REMOTE_ADDR":
        problems.append(
            Warning(
                "RATELIMIT_IP_META_KEY is REMOTE_ADDR: behind a reverse proxy that "
                "is one address for everybody, and whoever tries too often locks "
                "all others out.",
                hint="Let the proxy say who calls, as in docs/operator.md, and set "
                "RATELIMIT_IP_META_KEY=HTTP_X_FORWARDED_FOR",
                id="cityhub.W006",
            )
        )
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        problems.append(
            Warning(
                "CACHE_URL is the memory of each process: limits on sign-in and "
                "sign-up are counted by each web process for itself.",
                hint="Set CACHE_URL, for example to rediscache://localhost:6379/1",
                id="cityhub.W007",
            )
        )
    return problems


def _is_allowed(host: str) -> bool:
    return any(
        allowed in ("*", host) or (allowed.startswith(".") and host.endswith(allowed))
        for allowed in settings.ALLOWED_HOSTS
    )

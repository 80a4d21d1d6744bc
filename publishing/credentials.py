"""Credentials at rest: Fernet with rotating keys, newest first.

Fernet is authenticated encryption (AES-128-CBC and HMAC-SHA256);
`MultiFernet` encrypts with the first key and opens with any of them.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CredentialsLost(Exception):
    """No key of CITYHUB_ENCRYPTION_KEYS opens what was sealed."""


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.CITYHUB_ENCRYPTION_KEYS])


def encrypt(clear: str) -> str:
    """Return `clear` sealed with the newest key."""
    return _fernet().encrypt(clear.encode()).decode()


def decrypt(sealed: str) -> str:
    """Return what `sealed` holds, "" for "".

    Raises CredentialsLost when no key opens it.
    """
    if not sealed:
        return ""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CredentialsLost from None


def reseal(sealed: str) -> str:
    """Return what `sealed` holds, sealed with the newest key.

    Raises CredentialsLost when no key opens it.
    """
    try:
        return _fernet().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise CredentialsLost from None


def needs_older_key(sealed: str) -> bool:
    """Whether the newest key alone would not open `sealed`."""
    try:
        Fernet(settings.CITYHUB_ENCRYPTION_KEYS[0]).decrypt(sealed.encode())
    except InvalidToken:
        return True
    return False

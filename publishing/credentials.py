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

"""The published half of the key that the mail server signs with (DKIM, RFC 6376)."""

from base64 import b64decode
from binascii import Error

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from publishing.newsletter.preflight.dmarc import tags
from publishing.newsletter.preflight.records import Records

#: Gmail doesn't believe shorter ones.
SHORTEST = 1024


def keys_at(records: Records, selector: str, domain: str) -> list[dict[str, str]]:
    """Return the keys that are published there."""
    texts = records.texts(f"{selector}._domainkey.{domain}")
    return [found for text in texts if "p" in (found := tags(text))]


def is_good(key: dict[str, str]) -> bool:
    """Whether receivers will take this key: not withdrawn, not broken, long enough."""
    try:
        raw = b64decode("".join(key["p"].split()), validate=True)
    except (Error, ValueError):
        return False
    if key.get("k", "rsa").lower() == "ed25519":
        return len(raw) == 32
    try:
        public = load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        return False
    return isinstance(public, RSAPublicKey) and public.key_size >= SHORTEST

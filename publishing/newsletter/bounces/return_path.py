"""The return path: one address for each mail, so that a bounce says whose it is.

Bounces come back to the envelope's sender (VERP). Ours names the delivery and
is signed, since whoever can make up a bounce could take anybody off the list.
Letter case may get lost on the way: digits and lower case only.
"""

import re
from hmac import compare_digest

from django.conf import settings
from django.utils.crypto import salted_hmac

from publishing.newsletter.letter import return_address

#: Ten of them guessed each second would take longer than the town will stand.
SIGNATURE = 20
MARK = re.compile(rf"\+r(\d{{1,18}})-([0-9a-f]{{{SIGNATURE}}})@", re.IGNORECASE)


def is_read() -> bool:
    """Whether we read what comes back, so that each mail may have its own path."""
    return bool(settings.NEWSLETTER_RETURN_ADDRESS)


def return_path(delivery_id: int | None) -> str:
    """Return the envelope's sender for the mail of a delivery, None for a test."""
    if delivery_id is None or not is_read():
        return return_address()
    local, _at, domain = return_address().rpartition("@")
    return f"{local}+r{delivery_id}-{_signature(delivery_id)}@{domain}"


def delivery_in(words: str) -> int | None:
    """Return the key of the delivery whose return path stands in `words`, or None."""
    for number, signature in MARK.findall(words):
        if compare_digest(signature.lower(), _signature(int(number))):
            return int(number)
    return None


def _signature(delivery_id: int) -> str:
    mac = salted_hmac("newsletter.return_path", str(delivery_id), algorithm="sha256")
    return mac.hexdigest()[:SIGNATURE]

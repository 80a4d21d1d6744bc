"""What a mail server's no says of the address: gone, for now, or is it about us?

By the enhanced status (RFC 3463) where there is one: it was made to tell these
apart. The three digits of SMTP alone say much less.
"""

import re

from publishing.newsletter.models import Bounce

Kind = Bounce.Kind

#: "5.1.1" and the like, not a part of an IP address or of a version.
STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
#: The mailbox is closed for good (X.2.1); X.2.2 is full, X.2.3 too long a mail.
CLOSED = "2.1"
#: Addresses that are wrong in themselves; X.1.7 and X.1.8 are about the sender.
SENDERS = ("1.7", "1.8")
#: Replies to RCPT that mean "no such mailbox" (RFC 5321, 4.2.3).
NO_MAILBOX = (550, 551, 553)
#: How servers without an enhanced status say that they mean us.
ABOUT_US = re.compile(
    r"spam|blocked|blacklist|block list|policy|reputation|denied|spf|dkim|dmarc",
    re.IGNORECASE,
)


def verdict(words: str, *, code: int = 0) -> Kind:
    """Return what a final no means. `code` is the reply code of SMTP, if known.

    `words` is the answer or the diagnostic of a bounce, its status included.
    """
    if found := STATUS.search(words):
        return _by_status(*found.groups())
    code = code or code_in(words)
    if 400 <= code < 500:
        return Kind.SOFT
    if ABOUT_US.search(words):
        return Kind.BLOCKED
    return Kind.HARD if code in NO_MAILBOX else Kind.SOFT


def _by_status(digit: str, subject: str, detail: str) -> Kind:
    if digit != "5":
        return Kind.SOFT
    rest = f"{subject}.{detail}"
    if subject == "7" or rest in SENDERS:
        return Kind.BLOCKED
    if subject == "1" or rest == CLOSED:
        return Kind.HARD
    return Kind.SOFT


def code_in(words: str) -> int:
    """Return the reply code of SMTP in these words, 0 without one."""
    found = re.search(r"(?<![\d.])([45]\d\d)(?![\d.])", words)
    return int(found[1]) if found else 0

"""What a mail server's no says of the address: gone, for now, or is it about us?

By the enhanced status (RFC 3463) where there is one: it was made to tell these
apart. Where it doesn't, the words do; the three digits of SMTP say least.
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
#: It is full: that passes, whatever else the words say.
FULL = "2.2"
#: Replies to RCPT that mean "no such mailbox" (RFC 5321, 4.2.3).
NO_MAILBOX = (550, 551, 553)
#: How servers say it whose code or status doesn't; Outlook's edge answers 5.4.1.
NOBODY = re.compile(
    r"(unknown|invalid|no such) (local )?(user|mailbox|recipient|address)"
    r"|(user|mailbox|account|recipient|address)( \S+)? "
    r"(is |was )?(unknown|invalid|disabled|not found|does not exist)"
    r"|recipient address rejected: access denied"
    r"|doesn.t have an? \S+ account|utilisateur inconnu",
    re.IGNORECASE,
)
#: How servers without a telling status say that they mean us.
ABOUT_US = re.compile(
    r"spam|blocked|blacklist|block list|policy|reputation|denied|spf|dkim|dmarc"
    r"|\bsender\b|mail rejet|service refus",  # Orange, La Poste
    re.IGNORECASE,
)
SENDER = re.compile(r"\bsender\b", re.IGNORECASE)


def verdict(words: str, *, code: int = 0) -> Kind:
    """Return what a final no means. `code` is the reply code of SMTP, if known.

    `words` is the answer or the diagnostic of a bounce, its status included.
    """
    status = _most_telling(words)
    if status and (kind := _by_status(*status)):
        return kind
    code = code or code_in(words)
    if not status and 400 <= code < 500:
        return Kind.SOFT
    if NOBODY.search(words) and not SENDER.search(words):
        return Kind.HARD
    if ABOUT_US.search(words):
        return Kind.BLOCKED
    return Kind.HARD if not status and code in NO_MAILBOX else Kind.SOFT


def _most_telling(words: str) -> tuple[str, ...] | None:
    """Return the first status that is not just "no" (X.0.0), else the first."""
    found = [each.groups() for each in STATUS.finditer(words)]
    telling = [each for each in found if each[1:] != ("0", "0")]
    return next(iter(telling + found), None)


def _by_status(digit: str, subject: str, detail: str) -> Kind | None:
    """Return the kind, None when the status leaves it to the words."""
    rest = f"{subject}.{detail}"
    if digit != "5" or rest == FULL:
        return Kind.SOFT
    if subject == "7" or rest in SENDERS:
        return Kind.BLOCKED
    if subject == "1" or rest == CLOSED:
        return Kind.HARD
    return None


def code_in(words: str) -> int:
    """Return the reply code of SMTP in these words, 0 without one."""
    found = re.search(r"(?<![\d.])([45]\d\d)(?![\d.])", words)
    return int(found[1]) if found else 0

"""A mail from the return mailbox, understood: a bounce, a complaint, a wish to leave.

Who it is about is told by the return path, which is signed; else by the signed
link in what the bounce holds of our mail. An address alone proves nothing:
anybody could write it.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from enum import Enum

from flufl.bounce import all_failures

from publishing.newsletter.bounces.diagnosis import answer_in, became_of, subject_of
from publishing.newsletter.bounces.return_path import delivery_in
from publishing.newsletter.bounces.verdict import verdict
from publishing.newsletter.models import Bounce, Delivery
from publishing.newsletter.tokens import who_leaves

Kind = Bounce.Kind

#: Where mail servers write which address they took a mail for.
BROUGHT_TO = (
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-Delivered-To",
    "To",
)
#: What ours holds; bounces and complaints quote it.
WISH = re.compile(r"\bunsubscribe[\s_]+(\S+~\S+)", re.IGNORECASE)
OUR_LINK = re.compile(r"/newsletter/quitter/([^/\s>]+)/")
OUR_ID = re.compile(r"<issue\.(\w+)\.(\d+)@")
MACHINES = re.compile(r"^(mailer-daemon|postmaster|mail-daemon)\b", re.IGNORECASE)
#: What became of a mail that may still arrive, or did (RFC 3464, 2.3.3).
NO_ANSWER = {"delayed", "delivered", "relayed", "expanded"}
#: She took it back: "this is not spam" (RFC 6430).
TAKEN_BACK = re.compile(rb"^Feedback-Type:\s*not-spam\b", re.IGNORECASE | re.MULTILINE)
#: So much of a mail is looked at for a quoted header.
QUOTED = 100_000


class Nothing(Enum):
    """Mail that asks nothing of us."""

    AUTOMATIC = "an absence notice, or what a mail program says by itself"
    ON_ITS_WAY = "late or handed on; if it comes to nothing, a no follows"
    UNKNOWN = "for a person to read"


@dataclass(frozen=True, kw_only=True)
class Returned:
    """The mail of a delivery came back, or was reported."""

    delivery_id: int
    kind: Kind
    words: str


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A subscriber asks to be taken off."""

    subscriber_id: int


def read(content: bytes) -> Returned | Leaving | Nothing:
    """Return what this mail tells us."""
    mail = message_from_bytes(content)
    if wish := WISH.search(" ".join(str(mail.get("Subject", "")).split())):
        subscriber_id = who_leaves(wish[1])
        if subscriber_id is not None:
            return Leaving(subscriber_id=subscriber_id)
    report = mail.get_param("report-type")
    if report == "feedback-report":
        return _complaint(mail, content)
    if report == "disposition-notification" or _is_automatic(mail):
        return Nothing.AUTOMATIC
    return _bounce(mail, content)


def _complaint(mail: Message, content: bytes) -> Returned | Nothing:
    """Read a complaint that a provider passed on (RFC 5965)."""
    if TAKEN_BACK.search(content):
        return Nothing.AUTOMATIC
    delivery_id = _whose(mail, content)
    if delivery_id is None:
        return Nothing.UNKNOWN
    words = subject_of(mail)
    return Returned(delivery_id=delivery_id, kind=Kind.COMPLAINT, words=words)


def _bounce(mail: Message, content: bytes) -> Returned | Nothing:
    if "From" not in mail:  # one of flufl's detectors breaks on that
        return Nothing.UNKNOWN
    temporary, permanent = all_failures(mail)
    if not permanent and (temporary or became_of(mail) & NO_ANSWER):
        return Nothing.ON_ITS_WAY
    if not permanent and not _is_from_a_machine(mail):
        return Nothing.UNKNOWN
    delivery_id = _whose(mail, content)
    if delivery_id is None:
        return Nothing.UNKNOWN
    words = answer_in(mail)
    if permanent and not temporary:
        kind = verdict(words) if words else Kind.HARD
    else:  # a form that nobody knows
        kind = Kind.SOFT
    words = words or subject_of(mail)
    return Returned(delivery_id=delivery_id, kind=kind, words=words)


def _whose(mail: Message, content: bytes) -> int | None:
    """Return the key of the delivery that this is about, None when nothing proves it."""
    for name in BROUGHT_TO:
        for value in mail.get_all(name, []):
            if (found := delivery_in(str(value))) is not None:
                return found
    quoted = content[:QUOTED].decode("ascii", errors="replace")
    quoted = quoted.replace("=\r\n", "").replace("=\n", "").replace("\r\n ", "")
    return delivery_in(quoted) or _by_our_headers(quoted)


def _by_our_headers(quoted: str) -> int | None:
    link, mark = OUR_LINK.search(quoted), OUR_ID.search(quoted)
    subscriber_id = who_leaves(link[1]) if link else None
    if mark is None or subscriber_id is None or int(mark[2]) != subscriber_id:
        return None
    mails = Delivery.objects.filter(publication_id=mark[1], subscriber_id=subscriber_id)
    return mails.values_list("pk", flat=True).first()


def _is_automatic(mail: Message) -> bool:
    """Whether it is an absence notice or the like (RFC 3834), not a bounce.

    Exchange's are as empty of a sender as bounces; Exim's bounces call themselves
    auto-replied as well. Who writes them tells.
    """
    if mail.get_content_type() == "multipart/report" or _is_from_a_machine(mail):
        return False
    return (
        str(mail.get("Auto-Submitted", "no")).strip().lower() != "no"
        or "X-Autoreply" in mail
        or str(mail.get("Precedence", "")).lower() == "auto_reply"
    )


def _is_from_a_machine(mail: Message) -> bool:
    sender = parseaddr(str(mail.get("From", "")))[1]
    return "X-Failed-Recipients" in mail or bool(MACHINES.match(sender))

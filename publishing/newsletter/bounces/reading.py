"""A mail from the return mailbox, understood: a bounce, a complaint, a wish to leave.

Who it is about is told by the return path, which is signed; else by the signed
link in what the bounce holds of our mail. An address alone proves nothing:
anybody could write it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from enum import Enum
from typing import cast

from flufl.bounce import all_failures

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
#: So much of a mail is looked at for a quoted header.
QUOTED = 100_000


class Nothing(Enum):
    """Mail that asks nothing of us."""

    AUTOMATIC = "an absence notice"
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
    if mail.get_param("report-type") == "feedback-report":
        return _complaint(mail, content)
    if _is_automatic(mail):
        return Nothing.AUTOMATIC
    return _bounce(mail, content)


def _complaint(mail: Message, content: bytes) -> Returned | Nothing:
    """Read a complaint that a provider passed on (RFC 5965)."""
    delivery_id = _whose(mail, content)
    if delivery_id is None:
        return Nothing.UNKNOWN
    words = str(mail.get("Subject", ""))
    return Returned(delivery_id=delivery_id, kind=Kind.COMPLAINT, words=words)


def _bounce(mail: Message, content: bytes) -> Returned | Nothing:
    if "From" not in mail:  # one of flufl's detectors breaks on that
        return Nothing.UNKNOWN
    temporary, permanent = all_failures(mail)
    known = bool(temporary or permanent)
    if not known and not _is_from_a_machine(mail):
        return Nothing.UNKNOWN
    delivery_id = _whose(mail, content)
    if delivery_id is None:
        return Nothing.UNKNOWN
    words = _diagnostic(mail)
    if permanent and not temporary:
        kind = verdict(words) if words else Kind.HARD
    else:  # a warning that it is late, or a form that nobody knows
        kind = Kind.SOFT
    words = words or str(mail.get("Subject", ""))
    return Returned(delivery_id=delivery_id, kind=kind, words=words)


def _diagnostic(mail: Message) -> str:
    """Return status and answer of a delivery status (RFC 3464), "" without one."""
    for block in _blocks(mail, "message/delivery-status"):
        status = str(block.get("Status", "")).strip()
        answer = str(block.get("Diagnostic-Code", ""))
        _kind, _semicolon, answer = answer.rpartition("smtp;")
        if status or answer:
            return " ".join(f"{status} {answer}".split())
    return ""


def _blocks(mail: Message, content_type: str) -> Iterator[Message]:
    for part in mail.walk():
        if part.get_content_type() == content_type and part.is_multipart():
            yield from cast(list[Message], part.get_payload())


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
    """Whether it is an absence notice or the like (RFC 3834), not a bounce."""
    if mail.get_content_type() == "multipart/report":
        return False
    said = str(mail.get("Auto-Submitted", "no")).lower()
    return (
        said.startswith("auto-replied")
        or "X-Autoreply" in mail
        or str(mail.get("Precedence", "")).lower() == "auto_reply"
    )


def _is_from_a_machine(mail: Message) -> bool:
    null_sender = str(mail.get("Return-Path", "")).strip() == "<>"
    return null_sender or bool(MACHINES.match(parseaddr(str(mail.get("From", "")))[1]))

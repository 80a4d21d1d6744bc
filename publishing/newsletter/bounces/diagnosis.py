"""What the server said in a mail that came back, and what came of our mail."""

import re
from collections.abc import Iterator
from email.message import Message
from email.policy import default as lenient
from typing import cast

from publishing.newsletter.bounces.verdict import STATUS

#: "smtp;", "X-Postfix;": in whose language the answer is (RFC 3464, 2.3.6).
LANGUAGE = re.compile(r"^\s*[\w-]+\s*;")
#: An answer of SMTP in a text for people: "550 No such user here".
ANSWER = re.compile(r"(?<![\d.])[45]\d\d[ -]\D")
#: What servers repeat at the beginning of each line of a long answer.
REPEATED = re.compile(r"(?<=\s)[45]\d\d[- ]([45]\.\d{1,3}\.\d{1,3})\s+")
#: Below such a line, mail servers quote our own mail.
QUOTE = re.compile(r"^\s*-{3,}", re.MULTILINE)


def answer_in(mail: Message) -> str:
    """Return status and answer of the server, "" when the mail holds none."""
    for block in _blocks(mail):
        status = str(block.get("Status", "")).strip()
        answer = LANGUAGE.sub("", str(block.get("Diagnostic-Code", "")))
        if status or answer:
            return _one_line(f"{status} {_once(status, answer)}")
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            return _answer_in_text(part)
    return ""


def became_of(mail: Message) -> set[str]:
    """Return what a report says was done (RFC 3464, 2.3.3): "failed", "relayed" …"""
    return {
        str(block["Action"]).strip().lower()
        for block in _blocks(mail)
        if "Action" in block
    }


def subject_of(mail: Message) -> str:
    """Return the subject as people read it."""
    subject = lenient.header_fetch_parse("Subject", str(mail.get("Subject", "")))
    return _one_line(str(subject))


def _blocks(mail: Message) -> Iterator[Message]:
    for part in mail.walk():
        is_status = part.get_content_type() == "message/delivery-status"
        if is_status and part.is_multipart():
            yield from cast(list[Message], part.get_payload())


def _answer_in_text(part: Message) -> str:
    """Return the line in which a server's answer stands, written for people."""
    content = cast(bytes, part.get_payload(decode=True) or b"")
    text = QUOTE.split(content.decode("utf-8", errors="replace"), maxsplit=1)[0]
    for line in text.splitlines():
        if STATUS.search(line) or ANSWER.search(line):
            return _one_line(line)
    return ""


def _once(status: str, answer: str) -> str:
    """Return a long answer without the status that each of its lines repeats."""
    if not status or answer.count(status) < 2:
        return answer
    return REPEATED.sub("", f" {answer}")


def _one_line(words: str) -> str:
    return " ".join(words.split())

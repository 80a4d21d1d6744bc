"""The way to the mail server: one connection, one mail after the other."""

import re
import smtplib
import socket
from typing import cast

from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.bounces.verdict import verdict
from publishing.newsletter.header_line import PLAIN_ADDRESS
from publishing.newsletter.postman import Answer, LineBroke, Postman, Unclear
from publishing.transport import Outcome, SendError

#: Replies about a mailbox or its address (RFC 3463, 3.2 and 3.3), not about its domain.
ABOUT_ONE_MAILBOX = re.compile(r"\b4\.[12]\.\d")
#: "Start mail input" (RFC 5321, 4.2.3).
READY = 354
#: "Service not available, closing transmission channel" (RFC 5321, 4.2.3).
CLOSING = 421


class SmtpPostman(Postman):
    """A connection to the mail server of EMAIL_URL."""

    def __init__(self, backend: EmailBackend) -> None:
        self._backend = backend

    @property
    def _smtp(self) -> smtplib.SMTP:
        if self._backend.connection is None:
            self.connect()
        return cast(smtplib.SMTP, self._backend.connection)

    def connect(self) -> None:
        """Open the line. Raises SendError: nothing was sent."""
        try:
            self._backend.open()
            smtp = cast(smtplib.SMTP, self._backend.connection)
            smtp.ehlo_or_helo_if_needed()
            # Else the end of each mail waits until its beginning was acknowledged.
            line = cast(socket.socket, smtp.sock)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except smtplib.SMTPAuthenticationError as error:
            raise SendError(
                _("The mail server refuses our name or password."),
                Outcome.CHANNEL_DOWN,
                detail=f"{error.smtp_code}",
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise SendError(
                _("The mail server can't be reached."),
                Outcome.NOT_SENT,
                detail=str(error),
            ) from error

    def hang_up(self) -> None:
        """Close the line, politely when it still answers."""
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            self._backend.connection = None

    def is_there(self) -> bool:
        """Return whether the server answers to a greeting (EHLO) and to NOOP."""
        smtp = self._smtp
        return smtp.ehlo()[0] == 250 and smtp.noop()[0] == 250

    def hand_over(self, mail: bytes, *, sender: str, to: str) -> None:
        """Give one mail to the server; SendError when the line can't be opened."""
        smtp = self._smtp
        try:
            ready = self._announce(smtp, sender, to)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.hang_up()
            raise LineBroke(str(error)) from error
        if ready[0] != READY:  # no to DATA itself: no mail followed
            raise self._no(*ready)
        try:
            smtp.send(_ended(mail))
            self._heed(smtp.getreply())
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.hang_up()
            raise Unclear(str(error)) from error

    def _announce(self, smtp: smtplib.SMTP, sender: str, to: str) -> tuple[int, bytes]:
        """Say from whom and to whom; return the answer to DATA.

        In one go where the server allows that (RFC 2920): waiting for each answer
        by itself takes longer than all else that a mail needs.
        """
        commands = (
            f"MAIL FROM:{_quoted(sender)}",
            f"RCPT TO:{_quoted(to)}",
            "DATA",
        )
        if not smtp.has_extn("pipelining"):
            self._heed(smtp.docmd(commands[0]), of_sender=True)
            self._heed(smtp.docmd(commands[1]))
            return smtp.docmd(commands[2])
        smtp.send("".join(f"{command}\r\n" for command in commands))
        from_whom, to_whom, ready = (smtp.getreply() for _command in commands)
        if ready[0] == READY and not (_is_yes(from_whom) and _is_yes(to_whom)):
            smtp.close()  # it waits for a mail that must not come
        self._heed(from_whom, of_sender=True)
        self._heed(to_whom)
        return ready

    def _heed(self, answer: tuple[int, bytes], *, of_sender: bool = False) -> None:
        code, text = answer
        if code == CLOSING:
            raise smtplib.SMTPServerDisconnected(text.decode(errors="replace"))
        if not _is_yes(answer):
            raise self._no(code, text, of_sender=of_sender)

    def _no(self, code: int, text: bytes, *, of_sender: bool = False) -> Answer:
        try:
            cast(smtplib.SMTP, self._backend.connection).rset()
        except (OSError, smtplib.SMTPServerDisconnected):
            self.hang_up()
        words = f"{code} {text.decode(errors='replace')}"
        temporary = 400 <= code < 500
        return Answer(
            words,
            kind=verdict(words, code=code),
            temporary=temporary,
            of_sender=of_sender,
            of_domain=temporary and not ABOUT_ONE_MAILBOX.search(words),
        )


def _is_yes(answer: tuple[int, bytes]) -> bool:
    return 200 <= answer[0] < 300


def _quoted(address: str) -> str:
    if PLAIN_ADDRESS.fullmatch(address):
        return f"<{address}>"
    if "\r" in address or "\n" in address:
        raise ValueError(f"not an address: {address!r}")
    return smtplib.quoteaddr(address)


def _ended(mail: bytes) -> bytes:
    """Return `mail` as it goes over the line (RFC 5321, 4.5.2)."""
    mail = mail.replace(b"\n.", b"\n..")
    if mail.startswith(b"."):
        mail = b"." + mail
    return mail + (b".\r\n" if mail.endswith(b"\r\n") else b"\r\n.\r\n")

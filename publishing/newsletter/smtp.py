"""The way to the mail server: one connection, one mail after the other."""

import re
import smtplib
from typing import cast

from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.bounces.verdict import verdict
from publishing.newsletter.postman import Answer, LineBroke, Postman, Unclear
from publishing.transport import Outcome, SendError

#: Replies about a mailbox or its address (RFC 3463, 3.2 and 3.3), not about its domain.
ABOUT_ONE_MAILBOX = re.compile(r"\b4\.[12]\.\d")
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
            cast(smtplib.SMTP, self._backend.connection).ehlo_or_helo_if_needed()
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
            self._say(smtp.mail(sender), of_sender=True)
            self._say(smtp.rcpt(to))
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.hang_up()
            raise LineBroke(str(error)) from error
        try:
            self._say(smtp.data(mail))
        except smtplib.SMTPDataError as error:  # no to DATA itself: no mail followed
            raise self._no(error.smtp_code, _bytes(error.smtp_error)) from error
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.hang_up()
            raise Unclear(str(error)) from error

    def _say(self, answer: tuple[int, bytes], *, of_sender: bool = False) -> None:
        code, text = answer
        if code == CLOSING:
            raise smtplib.SMTPServerDisconnected(text.decode(errors="replace"))
        if not 200 <= code < 300:
            raise self._no(code, text, of_sender=of_sender)

    def _no(self, code: int, text: bytes, *, of_sender: bool = False) -> Answer:
        try:
            self._smtp.rset()
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


def _bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text

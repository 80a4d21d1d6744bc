"""The way to the mail server: one connection, one mail after the other."""

import re
import smtplib
from types import TracebackType
from typing import cast

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext_lazy as _

from publishing.transport import Outcome, SendError

ABOUT_ONE_MAILBOX = re.compile(r"\b4\.[12]\.\d")
#: "Service not available, closing transmission channel" (RFC 5321, 4.2.3).
CLOSING = 421


class Unclear(Exception):
    """The line broke after the mail was on it: it may have been taken."""


class LineBroke(Exception):
    """The line broke before anything of the mail was on it."""


class Answer(Exception):
    """The server said no: to this mail, or to our address as its sender."""

    def __init__(self, code: int, text: bytes, *, of_sender: bool = False) -> None:
        super().__init__(f"{code} {text.decode(errors='replace')}")
        self.code = code
        self.of_sender = of_sender

    @property
    def temporary(self) -> bool:
        """Return whether asking again later makes sense."""
        return 400 <= self.code < 500

    @property
    def of_domain(self) -> bool:
        """Whether it asks to wait with all mail there, not with this mailbox alone.

        A mailbox or its address is what the codes x.1.x and x.2.x are about
        (RFC 3463, 3.2 and 3.3).
        """
        return self.temporary and not ABOUT_ONE_MAILBOX.search(str(self))


class Postman:
    """A connection to the mail server of EMAIL_URL, used for many mails."""

    def __init__(self) -> None:
        backend = get_connection()
        if not isinstance(backend, EmailBackend):
            raise SendError(
                _("No mail server is set up: EMAIL_URL must begin with smtp."),
                Outcome.NOT_SENT,
            )
        self._backend = backend

    @property
    def _smtp(self) -> smtplib.SMTP:
        if self._backend.connection is None:
            self.connect()
        return cast(smtplib.SMTP, self._backend.connection)

    def __enter__(self) -> "Postman":
        self.connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up()

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
        """Give one mail to the server.

        Raises Answer when the server says no, LineBroke when nothing of the
        mail was on the line yet, Unclear when it was, and SendError when the
        line must be opened again and can't be.
        """
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
        return Answer(code, text, of_sender=of_sender)


def _bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text

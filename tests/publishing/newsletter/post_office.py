"""A mail server of the tests: real SMTP on 127.0.0.1, with faults on demand."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"


class PostOffice:
    """Takes mail and keeps it. `at_rcpt` and `at_data` say another answer.

    Each gets the address and returns an answer; "hang up" closes the line
    there, without one.
    """

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.lines = 0
        self.pipelining = True
        self.forgets_its_no = False
        self.at_mail: Callable[[str], str] = lambda address: TAKEN
        self.at_rcpt: Callable[[str], str] = lambda address: TAKEN
        self.at_data: Callable[[str], str] = lambda address: TAKEN

    @property
    def addresses(self) -> list[str]:
        return [address for address, _mail in self.mails]

    def parsed(self, number: int = 0) -> EmailMessage:
        return message_from_bytes(self.mails[number][1], policy=policy.default)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.lines += 1
        session.host_name = hostname
        if self.pipelining:
            responses.insert(1, "250-PIPELINING")
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options
    ) -> str:
        answer = self.at_mail(address)
        if answer == TAKEN:
            envelope.mail_from = address
        return answer

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options
    ) -> str:
        answer = self.at_rcpt(address)
        if answer == "hang up":
            server.transport.abort()
            return TAKEN
        if answer == TAKEN or self.forgets_its_no:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        address = envelope.rcpt_tos[0]
        answer = self.at_data(address)
        if answer == "hang up":
            self.mails.append((address, envelope.original_content))
            server.transport.abort()
            return TAKEN
        if answer == TAKEN:
            self.mails.append((address, envelope.original_content))
        return answer


class Quarters(Controller):
    """Where the post office runs: a thread with a free port."""

    def __init__(self, office: PostOffice) -> None:
        super().__init__(office, hostname="127.0.0.1", port=0)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

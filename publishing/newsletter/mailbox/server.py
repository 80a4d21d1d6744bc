"""The sandbox's mail server: real SMTP, on this machine only; nothing goes further."""

import asyncio
import os
import signal

from aiosmtpd.smtp import SMTP, Envelope, Session

from publishing.newsletter.mailbox.maildir import Mailbox


class Postbox:
    """Takes every mail and keeps it for reading."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep one copy for each recipient."""
        content = envelope.original_content or b""
        for recipient in envelope.rcpt_tos:
            self.mailbox.keep(content, recipient)
        return "250 OK"


async def serve(mailbox: Mailbox, port: int) -> None:
    """Take mail on 127.0.0.1 until SIGTERM or SIGINT ends the process."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # A mail is on disk before it is answered for: there is nothing to tidy up.
        loop.add_signal_handler(number, os._exit, 0)
    await loop.create_server(
        lambda: SMTP(Postbox(mailbox), hostname="mail.sandbox", loop=loop),
        host="127.0.0.1",
        port=port,
    )
    await asyncio.Event().wait()

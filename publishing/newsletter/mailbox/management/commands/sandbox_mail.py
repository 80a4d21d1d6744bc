"""`manage.py sandbox_mail`: the mail server of the sandbox."""

import asyncio
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publishing.newsletter.mailbox.maildir import Mailbox
from publishing.newsletter.mailbox.server import serve


class Command(BaseCommand):
    """Take mail on 127.0.0.1 and keep it for /sandbox/mail/; end with SIGTERM."""

    help = "Takes all mail on this machine, to be read at /sandbox/mail/."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, help="the port of EMAIL_URL unless given"
        )

    def handle(self, **options: object) -> None:
        if not settings.CITYHUB_SANDBOX:
            raise CommandError("The sandbox is off (CITYHUB_SANDBOX).")
        port = int(str(options["port"] or settings.EMAIL_PORT))
        try:
            asyncio.run(serve(Mailbox(), port))
        except OSError as error:
            raise CommandError(f"Port {port} can't be used: {error}") from error

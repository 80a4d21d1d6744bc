"""Connect the town's Facebook Page."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from publishing.facebook.connection import NotConnected, connect_page
from publishing.town_time import say_full_date


class Command(BaseCommand):
    """Check a token with Facebook, then keep it encrypted with the Page's channel."""

    help = (
        "Connect a Facebook Page. The token comes from standard input, never from "
        "the command line, where every user of the machine could read it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the Page's number, and the promise to give the token by stdin."""
        parser.add_argument("page_id", metavar="PAGE_ID")
        parser.add_argument("--token-stdin", action="store_true", required=True)

    def handle(self, *args: Any, page_id: str, **options: Any) -> None:
        """Connect the Page, or say in words why not."""
        if sys.stdin.isatty():
            self.stderr.write(_("Paste the token, then press Enter."))
        token = sys.stdin.readline().strip()
        if not token:
            raise CommandError(_("There was no token on standard input."))
        try:
            channel, access = connect_page(page_id, token)
        except NotConnected as refusal:
            lines = filter(None, [*refusal.sentences, refusal.detail])
            raise CommandError("\n".join(lines)) from None
        self.stdout.write(
            _("The Page “%(name)s” (%(id)s) is connected.")
            % {"name": channel.name, "id": channel.remote_id}
        )
        if access.ends_at:
            day = say_full_date(access.ends_at)
            self.stdout.write(
                _("Facebook wants it connected anew before %(day)s.") % {"day": day}
            )
        self.stdout.write(
            _(
                "One thing only Facebook's own screens show: the application must be "
                "Live, else residents cannot see its posts."
            )
        )

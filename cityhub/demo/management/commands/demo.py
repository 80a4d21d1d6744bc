"""`manage.py demo`: the demonstration town on an empty database."""

import logging
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cityhub.demo.logins import LOGINS
from cityhub.demo.town import build, in_the_way, stands


class Command(BaseCommand):
    """Build a fictional town with its shops, news, agenda, newsletter and fans."""

    help = "Builds the demonstration town in LANGUAGE_CODE on an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="leave a database with other content as it is, without complaint",
        )

    def handle(self, *, if_empty: bool, **options: object) -> None:
        if not settings.CITYHUB_SANDBOX:
            raise CommandError(
                "The demonstration town has passwords that everybody knows; it is "
                "built on a sandbox only (CITYHUB_SANDBOX=1)."
            )
        if stands():
            self.stdout.write("The demonstration town is already here.")
            return
        if found := in_the_way():
            if not if_empty:
                raise CommandError(_refusal(found))
            self.stdout.write("This database has content of its own; it stays so.")
            return
        # Wagtail tells of every page and index entry; people wait for the steps.
        logging.getLogger().setLevel(logging.WARNING)
        build(
            settings.LANGUAGE_CODE,
            timezone.now(),
            self.stdout.write,
            settings.CITYHUB_DEMO_WIDTH,
        )
        self.stdout.write("The town is ready. Who can sign in:")
        for login in LOGINS:
            self.stdout.write(f"  {login.role:<15} {login.username} / {login.password}")


def _refusal(found: dict[str, int]) -> str:
    what = ", ".join(f"{name}: {number}" for name, number in found.items())
    return (
        f"This database already holds content of its own ({what}); the "
        "demonstration town needs an empty one. Name another with "
        "CITYHUB_DATA_DIR or DATABASE_URL."
    )

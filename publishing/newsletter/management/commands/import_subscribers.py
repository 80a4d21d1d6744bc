"""`manage.py import_subscribers FILE.csv`: people who agreed elsewhere."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from publishing.newsletter.people.importing import (
    Row,
    Unreadable,
    Verdict,
    carry_out,
    judged,
    text_of,
)


class Command(BaseCommand):
    """Subscribe people from a CSV file, each with what she agreed to.

    Who unsubscribed stays unsubscribed: a list is no new consent. Nobody is
    subscribed when one row is wrong.
    """

    help = "Subscribes people from a CSV file: email,name,language,role,basis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would happen"
        )

    def handle(self, **options: object) -> None:
        rows = self._rows(Path(str(options["file"])))
        wrong = [
            f"line {row.line}: {row.reason}"
            for row in rows
            if row.verdict == Verdict.WRONG
        ]
        if wrong:
            raise CommandError("Nobody was subscribed.\n" + "\n".join(wrong))
        if options["dry_run"]:
            self.stdout.write("Dry run; this would happen:")
            subscribed = sum(row.verdict == Verdict.NEW for row in rows)
        else:
            subscribed = carry_out(rows)
        self.stdout.write(f"{subscribed} subscribed")
        left = Counter(row.reason for row in rows if row.verdict != Verdict.NEW)
        for reason, count in sorted(left.items()):
            self.stdout.write(f"{count} left as they are: {reason}")

    def _rows(self, path: Path) -> list[Row]:
        try:
            return judged(text_of(path.read_bytes()))
        except (OSError, Unreadable) as error:
            raise CommandError(f"{path} can't be read: {error}") from error

"""`manage.py import_subscribers FILE.csv`: people who agreed elsewhere."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from publishing.newsletter.models import Consent, Subscriber
from publishing.newsletter.models.address import normalised

COLUMNS = ("email", "name", "language", "basis")


class Command(BaseCommand):
    """Subscribe people from a CSV file, each with what she agreed to.

    Who unsubscribed stays unsubscribed: a list is no new consent. Nobody is
    subscribed when one row is wrong.
    """

    help = "Subscribes people from a CSV file: email,name,language,basis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would happen"
        )

    def handle(self, **options: object) -> None:
        path, dry_run = Path(str(options["file"])), bool(options["dry_run"])
        rows = list(self._rows(path))
        faults = [
            f"line {number}: {fault}" for number, row in rows if (fault := _fault(row))
        ]
        if faults:
            raise CommandError("Nobody was subscribed.\n" + "\n".join(faults))
        with transaction.atomic():
            results = Counter(_subscribe(row) for _number, row in rows)
            if dry_run:
                transaction.set_rollback(True)
        if dry_run:
            self.stdout.write("Dry run; this would happen:")
        for result, count in sorted(results.items()):
            self.stdout.write(f"{count} {result}")

    def _rows(self, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
        try:
            with path.open(newline="", encoding="utf-8-sig") as file:
                reader = csv.DictReader(file)
                missing = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
                if missing:
                    raise CommandError(f"Columns missing: {', '.join(missing)}.")
                for row in reader:
                    known = {name: (row[name] or "").strip() for name in COLUMNS}
                    yield reader.line_num, known
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{path} can't be read: {error}") from error


def _fault(row: dict[str, str]) -> str:
    try:
        validate_email(row["email"])
    except ValidationError:
        return f"“{row['email']}” is not an e-mail address."
    if row["language"] and row["language"] not in dict(settings.LANGUAGES):
        return f"“{row['language']}” is not a language of the town."
    if not row["basis"]:
        return "The basis is missing: how did this person agree?"
    return ""


def _subscribe(row: dict[str, str]) -> str:
    known = Subscriber.objects.with_email(row["email"]).first()
    if known and known.state != Subscriber.State.PENDING:
        return f"left as they are ({known.state})"
    subscriber = Subscriber.objects.ask(
        normalised(row["email"]),
        name=row["name"][:100],
        language=row["language"] or settings.LANGUAGE_CODE,
    )
    subscriber.subscribe_by_hand(
        Consent(
            what=Consent.What.BY_HAND,
            source=Consent.Source.IMPORT,
            wording=row["basis"],
        )
    )
    return "subscribed"

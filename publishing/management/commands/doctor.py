"""Check everything that must work; say in one line each what is wrong."""

import sys
from collections.abc import Callable

from django.core.management.base import BaseCommand
from django.core.management.color import Style

from publishing.checkup import findings

#: Well, wrong, and what only a person can tell.
MARKS: dict[bool | None, Callable[[Style], str]] = {
    True: lambda style: style.SUCCESS("✓"),
    False: lambda style: style.ERROR("✗"),
    None: lambda style: style.WARNING("?"),
}


class Command(BaseCommand):
    """Check everything that must work."""

    help = "Checks everything that must work: one line each, exit 1 on a failure."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Print each finding as soon as it is known."""
        well = True
        for finding in findings():
            well = well and finding.ok is not False
            mark = MARKS[finding.ok](self.style)
            said = f": {finding.sentence}" if finding.sentence else ""
            self.stdout.write(f"{mark} {finding.name}{said}")
        if not well:
            sys.exit(1)

"""Check everything that must work; say in one line each what is wrong."""

import sys

from django.core.management.base import BaseCommand

from publishing.checkup import findings


class Command(BaseCommand):
    """Check everything that must work."""

    help = "Checks everything that must work: one line each, exit 1 on a failure."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        """Print each finding as soon as it is known."""
        well = True
        for finding in findings():
            well = well and finding.ok
            mark = self.style.SUCCESS("✓") if finding.ok else self.style.ERROR("✗")
            said = f": {finding.sentence}" if finding.sentence else ""
            self.stdout.write(f"{mark} {finding.name}{said}")
        if not well:
            sys.exit(1)

"""The migrated database of the tests, made once for each set of migrations.

Running every migration takes a quarter of a minute, a copy a moment. What was
migrated is kept beside the tests' data under a name that tells what it was made
from; with other migrations or other packages, they all run again. Of several
processes one migrates, and the others wait for its copy. SQLite only: PostgreSQL's
throw-away server starts empty each time.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
MADE_FROM = (
    "requirements.txt",
    "constraints.txt",
    "cityhub/settings.py",
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/*/*/migrations/*.py",
)


class Turn:
    """The right to migrate, which one process has at a time; its end gives it back."""

    def take(self) -> None:
        """Wait until nobody else migrates."""
        self.file = (kept().parent / "migrating.lock").open("w")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def end(self) -> None:
        """Let the next one go on."""
        self.file.close()


def database() -> Path:
    """Return the file on which this process's tests run."""
    return Path(settings.DATABASES["default"]["TEST"]["NAME"])


def kept() -> Path:
    """Return where the migrated database of this very state is kept."""
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return database().parent.parent / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def bring(to: Path | None = None) -> bool:
    """Put a copy of the kept database at `to`, or in its place; False without one."""
    target = to or database()
    if not kept().exists():
        return False
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    shutil.copyfile(kept(), target)
    return True


def keep() -> None:
    """Keep the database as the migrations left it, for the next run."""
    for old in kept().parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    fresh = kept().with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(database())) as connection:
        connection.execute("VACUUM INTO ?", [str(fresh)])
    fresh.replace(kept())

"""The places from which newsletters leave: a host together with a database.

A copy of CityHub, or a snapshot started elsewhere, has all the rows; it lacks
the place. So it asks before it sends.
"""

import socket
from pathlib import Path

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

MACHINE_ID = Path("/etc/machine-id")
#: The cluster's own number, the same in a copy of its files; and the database's, the
#: same nowhere else in it.
POSTGRESQL = """
    SELECT system_identifier::text || '/' || oid::text
    FROM pg_control_system(), pg_database WHERE datname = current_database()
"""


def here() -> str:
    """Return the name of this place."""
    return f"{_host()} {_database()}"


def _host() -> str:
    if settings.CITYHUB_INSTANCE:
        return settings.CITYHUB_INSTANCE
    known = MACHINE_ID.read_text().strip() if MACHINE_ID.exists() else ""
    return known or socket.gethostname()


def _database() -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL)
            return f"postgresql {cursor.fetchone()[0]}"
    path = Path(connection.settings_dict["NAME"])
    return f"sqlite {path} {path.stat().st_ino if path.exists() else 0}"


class OriginQuerySet(models.QuerySet["Origin"]):
    """Places, as far as people know them."""

    def knows(self, place: str) -> bool:
        """Whether mails may leave from `place`; the first one ever needs nobody's word."""
        if self.filter(place=place).exists():
            return True
        if self.exists():
            return False
        self.get_or_create(place=place)
        return True


class Origin(models.Model):
    """A place from which newsletters may leave."""

    place = models.CharField(max_length=400, unique=True)
    since = models.DateTimeField(default=timezone.now)

    objects = OriginQuerySet.as_manager()

    def __str__(self) -> str:
        return self.place

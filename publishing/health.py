"""Whether what the engine stands on works: database, broker, and the whole path."""

from collections.abc import Callable

from celery import current_app
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from publishing.models import Heartbeat

#: A probe that waits longer than this is an answer, too.
PATIENCE = 2


def what_is_wrong() -> dict[str, str]:
    """Return a sentence for each thing that does not work, by its name."""
    checks: dict[str, Callable[[], str]] = {
        "database": database,
        "broker": broker,
        "heartbeat": heartbeat,
    }
    wrong: dict[str, str] = {}
    for name, check in checks.items():
        if name == "heartbeat" and "database" in wrong:
            continue
        if sentence := check():
            wrong[name] = sentence
    return wrong


def database() -> str:
    """Return what is wrong with the database, "" for nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database does not answer."
    return ""


def broker() -> str:
    """Return what is wrong with the broker, "" for nothing."""
    try:
        with current_app.connection_for_write() as link:
            link.transport_options = {
                **(link.transport_options or {}),
                "socket_connect_timeout": PATIENCE,
            }
            link.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
    except (OperationalError, OSError):
        return "The broker does not answer."
    return ""


def heartbeat() -> str:
    """Return what is wrong with the path from beat to database, "" for nothing."""
    if Heartbeat.is_alive():
        return ""
    last = Heartbeat.last()
    since = f"since {last.isoformat(timespec='seconds')}" if last else "so far"
    return f"No heartbeat {since}: is the beat running, and a worker?"

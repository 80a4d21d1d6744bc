"""What a hub under test runs on: its own files, or its own part of the test servers."""

import contextlib
import itertools
import os
import secrets
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

#: Redis has sixteen databases; 0 is the tests' own, and each of xdist's workers
#: starts at another place.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
NUMBERS = itertools.cycle(range(1 + 7 * (WORKER % 2), 8 + 7 * (WORKER % 2)))


@contextlib.contextmanager
def fresh_database() -> Iterator[dict[str, str]]:
    """Yield the environment that names an empty database and queue of its own.

    Two hubs on one queue would take each other's work.
    """
    if not os.environ.get("CITYHUB_TEST_SERVICES"):
        yield {}
        return
    server = os.environ["DATABASE_URL"]
    name = f"cityhub_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield {
            "DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl(),
            "CELERY_BROKER_URL": own_queue(os.environ["CELERY_BROKER_URL"]),
        }
        connection.execute(
            sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        )


def own_queue(broker: str) -> str:
    """Return `broker` with a database number of its own, where it is a Redis."""
    if not broker.startswith("redis://"):
        return broker
    return urlsplit(broker)._replace(path=f"/{next(NUMBERS)}").geturl()

"""A database for a hub under test: SQLite in its data, or one on the test server."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


@contextlib.contextmanager
def fresh_database() -> Iterator[dict[str, str]]:
    """Yield the environment that names an empty database of its own."""
    if not os.environ.get("CITYHUB_TEST_SERVICES"):
        yield {}
        return
    server = os.environ["DATABASE_URL"]
    name = f"cityhub_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
        connection.execute(
            sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        )

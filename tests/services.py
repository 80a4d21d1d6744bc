"""The servers of `make test-services`: PostgreSQL, and Valkey over TCP.

`python -m tests.services COMMAND …` runs COMMAND with DATABASE_URL and
CELERY_BROKER_URL of the environment; what is missing there is a throw-away
server on a free loopback port, stopped afterwards.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cityhub.hub.broker import valkey_binary
from cityhub.hub.lock import free_port


def postgres_directory() -> Path | None:
    """Return where PostgreSQL's binaries are, the newest; None for nowhere."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def install_postgres() -> None:
    """Install Debian's PostgreSQL, without its cluster, when allowed to."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print("Installing PostgreSQL for the tests …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-qy", "--no-install-recommends", "postgresql"],
    ):
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: run `command` as its own user then."""
    if os.geteuid() != 0:
        return command
    return ["runuser", "-u", "postgres", "--", *command]


def wait_for_port(port: int) -> None:
    """Wait until somebody listens on `port`, 30 seconds at most."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), 1),
        ):
            return
        time.sleep(0.1)
    sys.exit(f"The server on port {port} did not come up.")


@contextlib.contextmanager
def postgres(home: Path) -> Iterator[str]:
    """Run a PostgreSQL of its own below `home`; yield its DATABASE_URL."""
    if postgres_directory() is None:
        install_postgres()
    binaries = postgres_directory()
    if binaries is None:
        sys.exit("No PostgreSQL: install its server, or set DATABASE_URL.")
    data, port = home / "postgres", free_port()
    if os.geteuid() == 0:
        home.chmod(0o755)
        data.mkdir()
        shutil.chown(data, "postgres")
    subprocess.run(
        as_postgres(
            [
                str(binaries / "initdb"),
                *("--pgdata", str(data), "--username", "cityhub"),
                *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"),
                "--no-sync",
            ]
        ),
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    settings = ["fsync=off", "full_page_writes=off", "max_connections=200"]
    server = subprocess.Popen(
        as_postgres(
            [
                str(binaries / "postgres"),
                *("-D", str(data), "-p", str(port), "-h", "127.0.0.1"),
                *("-k", str(data)),
                *(part for setting in settings for part in ("-c", setting)),
            ]
        ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        wait_for_port(port)
        yield f"postgres://cityhub@127.0.0.1:{port}/postgres"
    finally:
        stop = [str(binaries / "pg_ctl"), "stop", "-D", str(data), "-m", "fast", "-w"]
        subprocess.run(
            as_postgres(stop), check=False, stdout=subprocess.DEVNULL, cwd="/"
        )
        server.wait(20)


@contextlib.contextmanager
def valkey(home: Path) -> Iterator[str]:
    """Run a Valkey over TCP below `home`; yield its CELERY_BROKER_URL."""
    binary = valkey_binary()
    if binary is None:
        sys.exit("No Valkey or Redis: install one, or set CELERY_BROKER_URL.")
    port = free_port()
    server = subprocess.Popen(
        [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        stdout=subprocess.DEVNULL,
        cwd=home,
    )
    try:
        wait_for_port(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(20)


def main(command: list[str]) -> int:
    """Run `command` against the services; return its exit status."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = {**os.environ, "CITYHUB_TEST_SERVICES": "1"}
        if "DATABASE_URL" not in environment:
            environment["DATABASE_URL"] = stack.enter_context(postgres(home))
            # A storm may let it die and come back.
            environment["CITYHUB_TEST_POSTGRES"] = (
                f"{postgres_directory()}:{home / 'postgres'}"
            )
        if "CELERY_BROKER_URL" not in environment:
            environment["CELERY_BROKER_URL"] = stack.enter_context(valkey(home))
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Mail servers that throw everything away: smtp-sink of Debian's postfix, or ours.

`python -m tests.benchmarks._sink PORT` is the fallback, on aiosmtpd.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

from aiosmtpd.controller import Controller

from cityhub.hub.lock import free_port
from tests.faults.house import ROOT
from tests.services import wait_for_port


class Void:
    """Takes every mail and keeps none."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        return "250 OK"

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]


@contextlib.contextmanager
def sinks(number: int = 1) -> Iterator[tuple[str, list[int]]]:
    """Run so many alike; yield their name and their ports.

    A mail server has a process for each connection (Postfix: smtpd(8)), a sink one
    for all: two connections to it wait for each other.
    """
    binary = shutil.which("smtp-sink", path="/usr/sbin:/usr/bin")
    ports = [free_port() for _each in range(number)]
    with contextlib.ExitStack() as running:
        for port in ports:
            running.enter_context(_sink(binary, port))
        yield "smtp-sink" if binary else "aiosmtpd", ports


@contextlib.contextmanager
def _sink(binary: str | None, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.benchmarks._sink", str(port)]
    if binary:
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        command = [binary, *user, f"127.0.0.1:{port}", "100"]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_port(port)
        yield
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    Controller(Void(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    while True:
        time.sleep(3600)

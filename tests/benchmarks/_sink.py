"""A mail server that throws everything away: smtp-sink of Debian's postfix, or ours.

`python -m tests.benchmarks._sink PORT` is the fallback, on aiosmtpd.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aiosmtpd.controller import Controller

from cityhub.hub.lock import free_port
from tests.services import wait_for_port


class Void:
    """Takes every mail and keeps none."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        return "250 OK"


def smtp_sink(home: Path) -> Path | None:
    """Return smtp-sink, unpacked from Debian's package without installing it."""
    if found := shutil.which("smtp-sink", path="/usr/sbin:/usr/bin"):
        return Path(found)
    if shutil.which("apt-get") is None:
        return None
    for command in (["apt-get", "download", "-q", "postfix"], ["sh", "-c", UNPACK]):
        subprocess.run(command, cwd=home, check=False, capture_output=True)
    unpacked = home / "usr/sbin/smtp-sink"
    return unpacked if unpacked.exists() and _runs(unpacked) else None


UNPACK = "dpkg-deb -x postfix_*.deb ."


def _runs(sink: Path) -> bool:
    """Whether all its libraries are there."""
    asked = subprocess.run([sink, "-h"], capture_output=True, check=False)
    return b"error while loading" not in asked.stderr


@contextlib.contextmanager
def sink() -> Iterator[tuple[str, int]]:
    """Run a sink; yield its name and port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        binary = smtp_sink(Path(home))
        command = [sys.executable, "-m", "tests.benchmarks._sink", str(port)]
        if binary:
            command = [str(binary), "-u", "nobody", f"127.0.0.1:{port}", "100"]
        server = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for_port(port)
            yield binary.name if binary else "aiosmtpd", port
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    Controller(Void(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    while True:
        time.sleep(3600)

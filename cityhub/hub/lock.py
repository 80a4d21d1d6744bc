"""One hub for each data directory and port."""

import fcntl
import os
import socket
from pathlib import Path
from typing import IO


class Occupied(Exception):
    """Somebody else has it; the message says who and what to do."""


def take_directory(directory: Path, address: str) -> IO[str]:
    """Take the data directory; keep the returned file open for as long as you run.

    The kernel lets go of it however this process ends. Raises Occupied when
    another hub runs there.
    """
    file = (directory / "hub.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        other = file.read().strip() or "elsewhere"
        file.close()
        message = (
            f"CityHub already runs on this data ({other}). Stop it there with Ctrl-C, "
            "or give this one its own: CITYHUB_DATA_DIR=var2 PORT=8001 make run"
        )
        raise Occupied(message) from None
    file.truncate(0)
    file.write(f"{address}, process {os.getpid()}\n")
    file.flush()
    return file


def check_port(port: int) -> None:
    """Raise Occupied when `port` can't be listened on at 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = (
                f"Port {port} can't be used ({error.strerror}). "
                f"Choose another: PORT={port + 1} make run"
            )
            raise Occupied(message) from None


def free_port() -> int:
    """Return a TCP port that nobody listens on at 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

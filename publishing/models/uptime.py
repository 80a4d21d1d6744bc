"""Time that nobody can set: seconds since this machine started.

A clock that is put forward by an hour makes a try of a second ago look old; a
wait that protects from sending twice is therefore not measured by it.
"""

from functools import cache
from pathlib import Path
from time import monotonic

BOOT = Path("/proc/sys/kernel/random/boot_id")


@cache
def machine() -> str:
    """Return the name of this run of the machine, "" where it has none."""
    return BOOT.read_text().strip() if BOOT.exists() else ""


def uptime() -> float:
    """Return the seconds since this machine started, the same for all processes."""
    return monotonic()

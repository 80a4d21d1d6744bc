"""Keys of an installation that was given none by its environment."""

import os
from base64 import urlsafe_b64encode
from pathlib import Path


def kept_key(path: Path) -> str:
    """Return the key kept in the file at `path`, made on first use.

    The key is 32 random bytes in URL-safe base64 (44 characters), the form
    that Fernet wants. Two processes that start at once agree on one key: the
    file appears whole, under a name that only the first can take.
    """
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(urlsafe_b64encode(os.urandom(32)).decode())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()

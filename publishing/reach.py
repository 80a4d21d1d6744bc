"""Whether a call can have reached anybody: what decides if it may be made again."""

import requests
from urllib3.exceptions import NewConnectionError


def never_connected(error: BaseException | None) -> bool:
    """Return whether no connection was made, so that nobody can have seen the call."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error and error.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)

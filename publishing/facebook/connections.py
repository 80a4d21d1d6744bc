"""Connections to Facebook, kept open from one call to the next."""

import os
import threading
import time
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests

#: One that was silent for longer may be dead without our knowing: routers forget.
#: A post sent into it would be in doubt until it has been looked for.
SILENT_SECONDS = 15


class KeptSession(requests.Session):
    """A session that forgets connections which were silent for long.

    Nothing is sent a second time by itself: when a connection ends under a call,
    only the engine knows whether that may be repeated.
    """

    def __init__(self) -> None:
        super().__init__()
        self.used_at = 0.0
        # What one Page's answers say must not travel with another's calls.
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> Any:
        """Send on a connection that was used a moment ago, else on a new one."""
        if time.monotonic() - self.used_at > SILENT_SECONDS:
            self.close()
        try:
            return super().send(request, **kwargs)
        finally:
            self.used_at = time.monotonic()


class _Kept(threading.local):
    session: KeptSession | None = None
    process = 0


_kept = _Kept()


def session() -> KeptSession:
    """Return this thread's session, and never one from before a fork.

    Two processes on one connection would read each other's answers.
    """
    if _kept.session is None or _kept.process != os.getpid():
        _kept.session, _kept.process = KeptSession(), os.getpid()
    return _kept.session

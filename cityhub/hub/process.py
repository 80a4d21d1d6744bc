"""One child of the hub: started, watched, restarted, stopped."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
#: A child that crashes more often than this many times a minute stays down.
CRASHES_A_MINUTE = 5


def _die_with_parent() -> None:
    """Ask Linux to stop this child when the hub dies, however it dies (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Process:
    """A named child. It leads a session of its own, so Ctrl-C reaches only the hub."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    say: Callable[[str, str], None]
    crashes: list[float] = field(default_factory=list)
    child: subprocess.Popen[str] | None = None
    ended: bool = False

    def start(self) -> None:
        """Start it; its lines are said under its name."""
        self.child = subprocess.Popen(  # noqa: S603 (our own commands)
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 (nothing else can)
        )
        threading.Thread(target=self._pump, args=(self.child,), daemon=True).start()

    def mend(self) -> None:
        """Start it again when it crashed; leave it when somebody stopped it.

        An end by SIGTERM or with status 0 was asked for.
        """
        if self.child is None or self.ended or (code := self.child.poll()) is None:
            return
        now = time.monotonic()
        self.crashes = [at for at in self.crashes if now - at < 60] + [now]
        if code in (0, -signal.SIGTERM):
            self.ended = True
            self.say("hub", f"{self.name} was stopped; start CityHub again to have it.")
        elif len(self.crashes) > CRASHES_A_MINUTE:
            self.ended = True
            self.say("hub", f"{self.name} keeps crashing ({code}); it stays down.")
        else:
            self.say("hub", f"{self.name} died ({code}); starting it again.")
            self.start()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.child is not None and self.child.poll() is None

    def signal(self, number: int) -> None:
        """Send a signal to its whole session; nothing happens when it is gone."""
        if self.child is not None and self.alive:
            try:
                os.killpg(self.child.pid, number)
            except ProcessLookupError:
                return

    def _pump(self, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None  # noqa: S101 (for mypy: PIPE was asked for)
        for line in child.stdout:
            if line.strip():
                self.say(self.name, line.rstrip())

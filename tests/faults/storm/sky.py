"""The clock of a house under storm: one file says how far it is put forward."""

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

GLANCE = 0.05


class Sky:
    """Sets the clock of all processes that follow the file at `path`."""

    def __init__(self, path, ahead=timedelta()):
        self.path, self.ahead = Path(path), ahead
        self.step(timedelta())

    def now(self):
        """Return the true time under this sky (aware)."""
        return datetime.now(UTC) + self.ahead

    def step(self, wrong):
        """Put the clocks to the true time plus `wrong`."""
        draft = self.path.with_suffix(".draft")
        draft.write_text(str((self.ahead + wrong).total_seconds()))
        draft.replace(self.path)


def follow(path):
    """Keep this process's clock as the file says; what nobody can set stays true."""
    path = Path(path)
    known = float(path.read_text())
    start = datetime.now(UTC) + timedelta(seconds=known)
    clock = time_machine.travel(start, tick=True).start()

    def watch():
        nonlocal known
        while True:
            time.sleep(GLANCE)
            told = float(path.read_text())
            clock.shift(told - known)
            known = told

    threading.Thread(target=watch, daemon=True).start()

"""The supervisor: starts the house in order, watches it, stops it in five seconds."""

import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from cityhub.hub.process import Process

#: Seconds that children get to end by themselves; with the kill, under five.
PATIENCE = 3.0


class NotReady(Exception):
    """Something did not come up; the message says what."""


class Supervisor:
    """Children in the order in which they were started."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment = environment
        self.processes: list[Process] = []
        self.stopping = threading.Event()
        self._log = log.open("a", buffering=1)
        self._printing = threading.Lock()

    def say(self, name: str, line: str) -> None:
        """Print a line under a name, and keep it in the log file."""
        with self._printing:
            print(f"{name:>7} │ {line}", flush=True)  # noqa: T201 (the hub's output)
            self._log.write(f"{name}: {line}\n")

    def listen_to_signals(self) -> None:
        """Stop on Ctrl-C, SIGTERM or a closed terminal."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())

    def start(self, name: str, *command: str) -> None:
        """Start one child and watch it from now on."""
        process = Process(name, command, self.environment, self.say)
        self.processes.append(process)
        process.start()

    def run_step(self, *arguments: str, on_line: Callable[[str], None]) -> None:
        """Run one management command to its end, giving each line to `on_line`.

        Raises NotReady with its last lines when it fails.
        """
        lines: list[str] = []

        def take(_: str, line: str) -> None:
            lines.append(line)
            on_line(line)

        step = Process(
            arguments[0],
            [sys.executable, "manage.py", *arguments],
            self.environment,
            take,
        )
        step.start()
        child = step.child
        while child is not None and child.poll() is None:
            if self.stopping.wait(0.1):
                step.signal(signal.SIGTERM)
                return
        if child is not None and child.returncode:
            time.sleep(0.2)  # the last lines are still on their way
            raise NotReady("\n".join(lines[-12:]))

    def wait_for(self, what: str, is_there: Callable[[], bool], seconds: float) -> None:
        """Wait until `is_there`; raises NotReady after `seconds`."""
        end = time.monotonic() + seconds
        while not is_there():
            if self.stopping.wait(0.1):
                return
            if time.monotonic() > end:
                message = f"{what} did not come up within {seconds:.0f} seconds."
                raise NotReady(message)

    def watch(self) -> None:
        """Mend what crashes until somebody stops us."""
        while not self.stopping.wait(0.5):
            for process in self.processes:
                process.mend()

    def stop(self) -> None:
        """End every child: the last started first, then by force."""
        for process in reversed(self.processes):
            process.signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and any(p.alive for p in self.processes):
            time.sleep(0.05)
        for process in self.processes:
            process.signal(signal.SIGKILL)
        for process in self.processes:
            if process.child is not None:
                try:
                    process.child.wait(1)
                except subprocess.TimeoutExpired:
                    self.say("hub", f"{process.name} does not end.")


def answers(url: str) -> bool:
    """Whether `url` answers with a success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 (loopback)
            return bool(answer.status < 300)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False

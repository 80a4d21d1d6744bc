"""A house of real processes on the test's own database: broker, beat, workers."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.db import connection

from cityhub.hub.broker import valkey_binary, valkey_command

ROOT = Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Ask the kernel to end this process when the one that made it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def database_url():
    """Return the address of the database that this process uses."""
    chosen = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{chosen['NAME']}"
    who = chosen["USER"] + (f":{chosen['PASSWORD']}" if chosen["PASSWORD"] else "")
    return f"postgres://{who}@{chosen['HOST']}:{chosen['PORT']}/{chosen['NAME']}"


class House:
    """Starts processes and ends them all; its broker is its own, on a unix socket."""

    def __init__(self, nursery="tests.faults.nursery", **environment):
        self.home = Path(tempfile.mkdtemp(prefix="house-"))
        self.socket = self.home / "broker.sock"
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "CITYHUB_DATA_DIR": str(self.home),
            "CELERY_BROKER_URL": f"redis+socket://{self.socket}?virtual_host=0",
            "EMAIL_URL": "dummymail://",
            "DJANGO_SETTINGS_MODULE": "cityhub.settings",
            **environment,
        }
        self.module = nursery
        self.processes = []
        self.children = []

    def __enter__(self):
        """Start what every house has: a broker, and a nursery of workers."""
        self.start_broker()
        self.nursery = self._start(
            *(sys.executable, "-m", self.module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        eventually(self.socket.exists, 10)
        return self

    def __exit__(self, *trouble):
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def stop(self):
        """End every process; what they have written stays."""
        for child in list(self.children):
            self.kill(child)
        for process in self.processes:
            process.kill()
            process.communicate()
        self.processes.clear()

    @property
    def log(self):
        """Return what the processes said."""
        return (self.home / "log").read_text()

    def start_broker(self):
        """Start the broker; it goes on with what its predecessor had kept."""
        command = valkey_command(valkey_binary(), self.socket, self.home)
        self.broker = self._start(*command)

    def beat(self, schedule="schedule"):
        """Start a clock that keeps its `schedule` in that file; return its id."""
        return self._fork(f"beat {self.home / schedule}")

    def worker(self):
        """Start a worker with two threads; return its process id."""
        return self._fork("worker")

    def kill(self, child):
        """End it as the kernel does when memory is short: at once, without a word."""
        self.children.remove(child)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
            eventually(lambda: not Path(f"/proc/{child}").exists(), 10)

    def kill_broker(self):
        """End the broker in the same way."""
        self.broker.kill()
        self.broker.wait()

    def _fork(self, line):
        self.nursery.stdin.write(f"{line}\n".encode())
        self.nursery.stdin.flush()
        self.children.append(int(self.nursery.stdout.readline()))
        return self.children[-1]

    def _start(self, *command, stdin=subprocess.DEVNULL, stdout=None):
        with (self.home / "log").open("a") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=stdin,
                stdout=stdout or log,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509 (nothing else can)
            )
        self.processes.append(process)
        return process


def eventually(is_so, seconds):
    """Return the first true value of `is_so()`; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not (value := is_so()):
        assert time.monotonic() < end, f"not so after {seconds} seconds"
        time.sleep(0.05)
    return value

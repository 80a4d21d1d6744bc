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


def _die_with_parent():
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

    def __init__(self, **environment):
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
        self.processes = []
        self.workers = []

    def __enter__(self):
        """Start what every house has: a broker, and a nursery of workers."""
        self._start(*valkey_command(valkey_binary(), self.socket, self.home))
        self.nursery = self._start(
            *(sys.executable, "-m", "tests.faults.nursery"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        eventually(self.socket.exists, 10)
        return self

    def __exit__(self, *trouble):
        for worker in self.workers:
            self.kill(worker)
        for process in self.processes:
            process.kill()
            process.communicate()
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def log(self):
        """Return what the processes said."""
        return (self.home / "log").read_text()

    def beat(self):
        """Start the clock."""
        self._start(
            *(sys.executable, "-m", "celery", "--app", "cityhub", "--quiet", "beat"),
            *("--schedule", str(self.home / "schedule"), "--pidfile="),
            *("--loglevel", "WARNING"),
        )

    def worker(self):
        """Start a worker with two threads; return its process id."""
        self.nursery.stdin.write(b"another\n")
        self.nursery.stdin.flush()
        self.workers.append(int(self.nursery.stdout.readline()))
        return self.workers[-1]

    def kill(self, worker):
        """End it as the kernel does when memory is short: at once, without a word."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            eventually(lambda: not Path(f"/proc/{worker}").exists(), 10)

    def _start(self, *command, stdin=subprocess.DEVNULL, stdout=None):
        with (self.home / "log").open("a") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=stdin,
                stdout=stdout or log,
                stderr=log,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 (nothing else can)
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

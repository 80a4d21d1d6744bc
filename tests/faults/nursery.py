"""Boots the project once, then forks one Celery worker for each line it reads.

Each is a process of its own, as `celery worker` would be, without the seconds
that Django takes to start.
"""

import os
import signal
import sys
from pathlib import Path

from cityhub.celery import app

OPTIONS = (
    *("worker", "--loglevel", "WARNING"),
    *("--pool", "threads", "--concurrency", "2"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)


def work():
    """Be a worker, in a session of its own."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    app.worker_main(OPTIONS)


if __name__ == "__main__":
    app.loader.init_worker()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            work()
            os._exit(0)
        print(child, flush=True)

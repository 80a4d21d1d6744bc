"""Boots the project once, then forks a worker or a beat for each line it reads.

Each is a process of its own, as `celery worker` would be, without the seconds
that Django takes to start. A line is `worker`, or `beat` and the path of its
schedule; the answer is the process id.
"""

import os
import signal
import sys
from pathlib import Path

from cityhub.celery import app
from tests.faults.house import die_with_parent

WORKER = (
    *("worker", "--loglevel", "WARNING"),
    *("--pool", "threads", "--concurrency", "2"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
)


def be(what, *schedule):
    """Be a worker or a beat, in a session of its own."""
    os.setsid()
    die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if what == "worker":
        app.worker_main(WORKER)
    else:
        app.Beat(schedule=schedule[0], loglevel="WARNING", quiet=True).run()


def serve(once=lambda: None, each=lambda: None):
    """Fork as long as somebody asks.

    `once` is called when Django is ready, `each` in each child, first.
    """
    app.loader.init_worker()
    once()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
    for line in sys.stdin:
        child = os.fork()
        if not child:
            each()
            be(*line.split())
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    serve()

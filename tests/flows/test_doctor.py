"""doctor beside a running hub: all is well, and each fault by its name."""

import os
import signal
from contextlib import contextmanager

import pytest

from tests.flows.conftest import Hub, eventually

pytestmark = pytest.mark.xdist_group("flows")  # one hub after the other


def doctor(hub: Hub) -> tuple[int, str]:
    """Return the exit status and what doctor says, run as from another terminal."""
    done = hub.manage("doctor", "--no-color")
    return done.returncode, done.stdout + done.stderr


#: What doctor says while the token is dead; it is put back whatever happens.
DEAD_TOKEN = """
from django.core.management import call_command
from publishing.models import Channel
channel = Channel.objects.get(kind="facebook")
alive = channel.credentials
channel.connect({**alive, "access_token": "dead"})
try:
    call_command("doctor", no_color=True)
finally:
    channel.connect(alive)
"""


@contextmanager
def frozen(hub: Hub, words: str):
    """Stop a process of the hub for a while, as a debugger or a full disk does."""
    pid = hub.pid_of(words)
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_all_is_well_after_the_start(hub):
    eventually(lambda: doctor(hub)[0] == 0, 60)


def test_a_worker_that_takes_no_work_is_named(hub):
    with frozen(hub, " worker --pool="):
        status, said = doctor(hub)
    assert status == 1
    assert "✗ worker" in said


def test_a_mail_server_that_does_not_answer_is_named(hub):
    with frozen(hub, "sandbox_mail"):
        status, said = doctor(hub)
    assert status == 1
    assert "127.0.0.1:" in said


def test_a_dead_token_is_named(hub):
    done = hub.manage("shell", "--verbosity", "0", "--command", DEAD_TOKEN)
    assert done.returncode == 1
    assert done.stdout.count("✗") >= 1

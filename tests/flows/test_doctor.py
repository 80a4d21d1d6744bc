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
    assert "✗" not in doctor(hub)[1]


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
    code = (
        "from publishing.models import Channel;"
        "c = Channel.objects.get(kind='facebook'); kept = c.credentials;"
        "{}"
    )
    assert (
        hub.manage(
            "shell",
            "-c",
            code.format(
                "c.connect({**kept, 'access_token': 'dead', 'kept': kept['access_token']})"
            ),
        ).returncode
        == 0
    )
    try:
        status, said = doctor(hub)
    finally:
        hub.manage(
            "shell", "-c", code.format("c.connect({'access_token': kept['kept']})")
        )
    assert status == 1
    assert said.count("✗") >= 1
    eventually(lambda: doctor(hub)[0] == 0)

"""The hub: one command starts everything, one key ends everything."""

import os
import signal
import socket
from pathlib import Path

import pytest

from cityhub.hub.lock import free_port
from tests.flows.conftest import Hub, eventually, fetch, start_hub
from tests.flows.databases import fresh_database

pytestmark = pytest.mark.xdist_group("flows")  # one hub after the other


@pytest.fixture(scope="module")
def empty_town(tmp_path_factory):
    """A data directory and a database that the hubs of this file start on in turn."""
    with fresh_database() as extra:
        yield tmp_path_factory.mktemp("hub") / "town", extra


@pytest.fixture(scope="module")
def started(empty_town):
    """The hub that the tests of this file share; started anew once it was stopped."""
    data, extra = empty_town
    running: list[Hub] = []

    def start() -> Hub:
        if not running or running[-1].process.poll() is not None:
            running.append(start_hub(data, free_port(), "--no-demo", **extra))
        running[-1].wait_ready()
        return running[-1]

    yield start
    for hub in running:
        hub.stop()
        for pid in hub.pids():
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def empty_hub(started):
    """A hub without a demonstration, ready."""
    return started()


def test_a_killed_worker_is_started_again(empty_hub):
    killed = empty_hub.pid_of(" worker --pool=")
    os.kill(killed, signal.SIGKILL)

    def another() -> bool:
        try:
            return empty_hub.pid_of(" worker --pool=") != killed
        except LookupError:
            return False

    eventually(another)


def test_the_second_hub_on_the_same_data_says_what_is_wrong(empty_hub, tmp_path):
    second = start_hub(Path(empty_hub.data), free_port())
    assert second.process.wait(120) == 1
    assert "CityHub already runs on this data" in second.output.read_text()
    assert fetch(f"{empty_hub.url}/healthz")


def test_ctrl_c_ends_everything_within_five_seconds(empty_hub):
    assert len(empty_hub.pids()) >= 5
    assert empty_hub.stop() < 5
    assert empty_hub.process.returncode == 0
    assert empty_hub.pids() == []


def test_killing_the_supervisor_leaves_no_process(empty_hub):
    empty_hub.process.kill()
    empty_hub.process.wait()
    eventually(lambda: empty_hub.pids() == [], seconds=10)


def test_a_port_in_use_is_named_with_a_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        hub = start_hub(tmp_path / "town", port)
        assert hub.process.wait(120) == 1
    assert f"Port {port} can't be used" in hub.output.read_text()
    assert f"PORT={port + 1} make run" in hub.output.read_text()

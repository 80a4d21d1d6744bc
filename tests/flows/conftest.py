"""A running hub and a real browser for the flows."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cityhub.hub.lock import free_port
from tests import prepared
from tests.flows import chromium
from tests.flows.databases import fresh_database

ROOT = Path(__file__).resolve().parents[2]
#: Pages answer within a second; a loaded machine takes longer.
expect.set_options(timeout=20_000)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium, the browser flows do not run; under CI they fail."""
    for item in items:
        if ROOT / "tests" / "flows" not in item.path.parents:
            continue
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if chromium.find() is None and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="NO CHROMIUM: flow not run"))


@pytest.fixture(autouse=True)
def _fast_and_clean() -> None:
    """The flows use the hub's own database and files, never the test's."""


@dataclass
class Hub:
    """`manage.py hub` as a process, with its own data and port."""

    url: str
    data: Path
    environment: dict[str, str]
    process: subprocess.Popen
    output: Path

    def manage(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run a management command beside the running hub, as in another terminal."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            **options,
        )

    def pid_of(self, words: str) -> int:
        """Return the process of this hub whose command line has `words`."""
        for pid in self.pids():
            command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
            if words in command:
                return pid
        raise LookupError(words)

    def pids(self) -> list[int]:
        """Return every process that was started with this hub's data directory."""
        mark = f"CITYHUB_DATA_DIR={self.data}\0"
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    if mark in (entry / "environ").read_text():
                        found.append(int(entry.name))
                except OSError:
                    continue
        return found

    def wait_ready(self, seconds: float = 400) -> None:
        """Wait until the welcome is printed."""
        end = time.monotonic() + seconds
        while "Ctrl-C stops everything" not in self.output.read_text():
            assert self.process.poll() is None, self.output.read_text()
            assert time.monotonic() < end, self.output.read_text()
            time.sleep(0.2)

    def stop(self) -> float:
        """Press Ctrl-C; return the seconds until the hub ended."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
        return time.monotonic() - began


def start_hub(data: Path, port: int, *arguments: str, **extra: str) -> Hub:
    """Start `manage.py hub` on `data` and `port`, in an environment of its own."""
    kept = ("PATH", "HOME", "LANG", "SSL_CERT_FILE", "CELERY_BROKER_URL")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    if not os.environ.get("CITYHUB_TEST_SERVICES"):
        environment.pop("CELERY_BROKER_URL", None)
    environment |= {
        "CITYHUB_DATA_DIR": str(data),
        "PORT": str(port),
        "LANGUAGE_CODE": "fr",
        "PUBLISHING_LEASE_SECONDS": "6",
        "PUBLISHING_GRACE_SECONDS": "2",
        "EMAIL_TIMEOUT": "8",
        "CITYHUB_DEMO_WIDTH": "240",  # drawing them large takes half the start
        **extra,
    }
    if not (os.environ.get("CITYHUB_TEST_SERVICES") or data.exists()):
        data.mkdir()
        prepared.bring(data / "cityhub.sqlite3")
    output = data.with_name(f"{data.name}-{port}.log")  # each start its own
    with output.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "hub", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://localhost:{port}"
    return Hub(url, data, environment, process, output)


@pytest.fixture(scope="session")
def hub(django_db_setup) -> Iterator[Hub]:
    """The demonstration town, running; on a copy of what is migrated by now."""
    home = Path(tempfile.mkdtemp(prefix="cityhub-"))
    with fresh_database() as extra:
        running = start_hub(home / "town", free_port(), **extra)
        try:
            running.wait_ready()
            yield running
        finally:
            running.stop()
            for pid in running.pids():
                os.kill(pid, signal.SIGKILL)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    executable = chromium.find()
    assert executable, "No Chromium: under CI the flows must run."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


def _page(browser: Browser, hub: Hub, viewport: dict, **options) -> Page:
    context = browser.new_context(
        base_url=hub.url, viewport=viewport, locale="fr-FR", **options
    )
    context.set_default_timeout(15_000)
    return context.new_page()


@pytest.fixture
def phone(browser: Browser, hub: Hub) -> Iterator[Page]:
    """The shopkeeper's phone, 390 px wide."""
    page = _page(browser, hub, PHONE, has_touch=True, is_mobile=True)
    yield page
    page.context.close()


@pytest.fixture
def desktop(browser: Browser, hub: Hub) -> Iterator[Page]:
    """The manager's computer, 1280 px wide."""
    page = _page(browser, hub, DESK)
    yield page
    page.context.close()


@pytest.fixture
def deputy(browser: Browser, hub: Hub) -> Iterator[Page]:
    """The computer of a second person at the town hall."""
    page = _page(browser, hub, DESK)
    yield page
    page.context.close()


@pytest.fixture
def resident(browser: Browser, hub: Hub) -> Iterator[Page]:
    """A resident's phone, signed in nowhere."""
    page = _page(browser, hub, PHONE, has_touch=True, is_mobile=True)
    yield page
    page.context.close()


def eventually(is_so, seconds: float = 20):
    """Return the first true value of `is_so()`; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not (value := is_so()):
        assert time.monotonic() < end, f"not so after {seconds} seconds"
        time.sleep(0.2)
    return value


def fetch(url: str) -> bytes:
    """Return what `url` answers."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()

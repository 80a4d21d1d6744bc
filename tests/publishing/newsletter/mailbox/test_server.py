"""The sandbox's mail server takes mail and ends when told."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publishing.newsletter.mailbox.maildir import Mailbox

ROOT = Path(__file__).resolve().parents[4]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> smtplib.SMTP:
    for _try in range(200):
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=5)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no mail server")


@pytest.fixture
def server(tmp_path):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "sandbox_mail", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "CITYHUB_DATA_DIR": str(tmp_path)},
    )
    yield process, port, Mailbox(tmp_path / "mail")
    process.kill()
    process.wait()


def test_it_keeps_a_mail_for_each_recipient_and_ends_within_a_second(server):
    process, port, mailbox = server
    with wait_for(port) as smtp:
        smtp.sendmail(
            "town@example.org",
            ["a@example.org", "b@example.org"],
            b"Subject: One\r\nTo: a@example.org\r\n\r\n.dot\r\n",
        )
        kept = [mailbox.read(mail.key) for mail in mailbox.newest_first()]
        assert sorted(mail.to for mail in kept) == ["a@example.org", "b@example.org"]
        assert kept[0].subject == "One"
        assert kept[0].text.strip() == ".dot"

        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert time.monotonic() - began < 1

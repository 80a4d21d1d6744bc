"""Mails per second, statements and memory, beside smtplib and django-newsletter."""

import json
import os
import subprocess
import sys
import time
from statistics import median

import pytest

from publishing.newsletter.models import Delivery
from tests.benchmarks._many_readers import LETTER, mail_of, plan_issue
from tests.benchmarks._sink import sinks
from tests.faults.house import ROOT, database_url

READERS = int(os.environ.get("BENCH_READERS", "20000"))
ROUNDS = 3
ROLES = ("lead", "hand")
#: django-newsletter takes minutes for so many; its speed is the same for a part.
RIVALS_READERS = min(READERS, 4000)
FEW, MANY = 2_000, 200_000
#: Of many, so many mails are sent; by then all of them have been written down.
ENOUGH = 10_000

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_mails_per_second(tmp_path):
    issue = plan_issue(READERS)
    letter, html = tmp_path / "letter", tmp_path / "letter.html"
    letter.write_bytes(mail_of(issue))
    html.write_text(LETTER, encoding="utf-8")
    with sinks(2) as (name, ports):
        print(
            f"\nmails per second: {READERS} readers, one letter of "
            f"{letter.stat().st_size / 1024:.1f} KB, {name}, a process of it for each "
            f"connection, PostgreSQL; the middle of {ROUNDS} rounds"
        )
        port = ports[0]
        rival = RIVALS_READERS / max(
            run("_rival", [port], RIVALS_READERS, database_url(), html)
        )
        rounds = [measure(letter, ports, port) for _each in range(ROUNDS)]
    bare, one, two, shared, pair = map(median, zip(*rounds, strict=True))
    show("smtplib, one prepared message (baseline)", bare)
    show(f"django-newsletter 1.2.1, {RIVALS_READERS} readers (baseline)", rival)
    show("one worker", one)
    show_times(one / bare, "smtplib (aim ≥ 0.5)")
    show_times(one / rival, "django-newsletter (aim ≥ 5)")
    show("two workers", two)
    show_times(two / one, "one worker (aim ≥ 1.7)")
    show("two workers, both to one process of the sink", shared)
    show_times(shared / one, "one worker")
    show("two smtplib at once (what this machine gains by two)", pair)
    show_times(pair / bare, "one smtplib")


def measure(letter, ports, port):
    """Return mails per second: smtplib, one worker, two, two to one port, two smtplib.

    One after the other, and in rounds: a machine is not equally busy for minutes.
    """
    (bare,) = run("_bare_mails", [port], READERS, letter)
    seconds, (lead,) = send(plan_issue(READERS), {"lead": port})
    show_split(lead, seconds)
    two, _said = send(plan_issue(READERS), dict(zip(ROLES, ports, strict=True)))
    shared, _said = send(plan_issue(READERS), dict.fromkeys(ROLES, port))
    pair = max(run("_bare_mails", ports, READERS, letter)) / 2
    return [READERS / each for each in (bare, seconds, two, shared, pair)]


def test_memory_for_few_and_many_readers():
    print("\npeak memory of the worker that writes down and sends (aim: flat)")
    with sinks() as (_name, (port,)):
        for readers in (FEW, MANY):
            issue = plan_issue(readers)
            _seconds, (said,) = send(issue, {"lead": port}, enough=ENOUGH)
            print(
                f"  {readers:9d} readers, {said['mails']} mails"
                f"{said['peak'] / 1024:8.0f} MB"
            )


def show(name, rate):
    """Print one figure."""
    print(f"  {name:<55}{rate:8.0f}", flush=True)


def show_times(ratio, baseline):
    """Print how many times as fast as a baseline that is."""
    print(f"  {ratio:63.2f} × {baseline}")


def show_split(said, seconds):
    """Print what one worker needed for a mail."""
    mails = said["mails"]
    rest = seconds - said["smtp"] - said["sql"]
    print(
        f"  milliseconds a mail: mail server {1000 * said['smtp'] / mails:.2f}, "
        f"database {1000 * said['sql'] / mails:.2f}, the rest {1000 * rest / mails:.2f}"
        f"; {1000 * said['processor'] / mails:.2f} of them the worker computes\n"
        f"  statements a mail: {said['statements'] / mails:.3f} (aim ≤ 0.25)"
    )


def run(module, ports, *args):
    """Run a program of the benchmarks once for each port, all at once.

    Returns the seconds that each prints.
    """
    command = [sys.executable, "-m", f"tests.benchmarks.{module}"]
    running = [
        subprocess.Popen(
            [*command, str(port), *map(str, args)], cwd=ROOT, stdout=subprocess.PIPE
        )
        for port in ports
    ]
    return [float(each.communicate()[0]) for each in running]


def send(issue, ports, enough=10**9):
    """Send with a process for each role in `ports`, to its port.

    Returns the seconds, and what each process said.
    """
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "cityhub.settings",
        "NEWSLETTER_HANDS": str(len(ports)),
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.benchmarks._mail_worker"]
    workers = [
        subprocess.Popen(
            [*command, role, issue.pk, str(enough)],
            cwd=ROOT,
            env={**environment, "EMAIL_URL": f"smtp://127.0.0.1:{port}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for role, port in ports.items()
    ]
    for worker in workers:
        assert worker.stdout.readline() == b"ready\n"
    began = time.perf_counter()
    for worker in workers:
        worker.stdin.write(b"\n")
        worker.stdin.flush()
    said = [json.loads(worker.communicate()[0]) for worker in workers]
    seconds = time.perf_counter() - began
    counts = Delivery.objects.filter(publication=issue).counts()
    assert counts["sent"] == sum(each["mails"] for each in said)
    assert counts["sent"] == sum(counts.values()) or counts["sent"] >= enough
    return seconds, said

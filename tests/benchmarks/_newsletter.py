"""Mails per second, statements and memory, beside smtplib and django-newsletter."""

import json
import os
import subprocess
import sys
import time

import pytest

from publishing.newsletter.models import Delivery
from tests.benchmarks._many_readers import LETTER, mail_of, plan_issue
from tests.benchmarks._sink import sink
from tests.faults.house import ROOT, database_url

READERS = int(os.environ.get("BENCH_READERS", "20000"))
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
    with sink() as (name, port):
        print(
            f"\nmails per second: {READERS} readers, one letter of "
            f"{letter.stat().st_size / 1024:.1f} KB, {name}, PostgreSQL"
        )
        rival = run("_rival", port, RIVALS_READERS, database_url(), html)
        # Before and after, since a machine is not equally busy for minutes.
        bare = run("_bare_mails", port, READERS, letter)
        seconds, (lead,) = send(issue, port, "lead")
        bare += run("_bare_mails", port, READERS, letter)
        pair = run("_bare_mails", port, READERS, letter, processes=2)
        together, _said = send(plan_issue(READERS), port, "lead", "hand")
    rival, bare = RIVALS_READERS / rival, 2 * READERS / bare
    pair = 2 * READERS / pair
    one, two = READERS / seconds, READERS / together
    show("smtplib, one prepared message (baseline)", bare)
    show(f"django-newsletter 1.2.1, {RIVALS_READERS} readers (baseline)", rival)
    show("one worker", one)
    print(f"  {one / bare:63.2f} × smtplib (aim ≥ 0.5)")
    print(f"  {one / rival:63.1f} × django-newsletter (aim ≥ 5)")
    show("two workers", two)
    print(f"  {two / one:63.2f} × one worker (aim ≥ 1.7)")
    show("two smtplib at once (what this machine gains by two)", pair)
    print(f"  {pair / bare:63.2f} × one smtplib")
    show_split(lead, seconds)


def test_memory_for_few_and_many_readers():
    print("\npeak memory of the worker that writes down and sends (aim: flat)")
    with sink() as (_name, port):
        for readers in (FEW, MANY):
            _seconds, (said,) = send(plan_issue(readers), port, "lead", enough=ENOUGH)
            print(
                f"  {readers:9d} readers, {said['mails']} mails"
                f"{said['peak'] / 1024:8.0f} MB"
            )


def show(name, rate):
    """Print one figure."""
    print(f"  {name:<55}{rate:8.0f}", flush=True)


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


def run(module, *args, processes=1):
    """Return the seconds that a program of the benchmarks prints; of several, the most."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *map(str, args)]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        for _each in range(processes)
    ]
    return max(float(each.communicate()[0]) for each in running)


def send(issue, port, *roles, enough=10**9):
    """Send with one process for each role; return seconds and what they said."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "cityhub.settings",
        "NEWSLETTER_HANDS": str(len(roles)),
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.benchmarks._mail_worker"]
    workers = [
        subprocess.Popen(
            [*command, role, issue.pk, str(enough)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for role in roles
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

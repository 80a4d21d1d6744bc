"""A worker that does nothing but send one issue when it is told to.

`python -m tests.benchmarks._mail_worker lead|hand PUBLICATION ENOUGH`: writes a mail
for nobody, as one that has worked before has all it needs in memory, says it is
ready, waits for a line, works until the issue is out or ENOUGH are sent, and says
what it took: statements, kilobytes at its peak, seconds for SQL and for SMTP.
"""

import json
import resource
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from publishing.dispatch import dispatch  # noqa: E402
from publishing.models import Publication  # noqa: E402
from publishing.newsletter.hands import lend_a_hand  # noqa: E402
from publishing.newsletter.models import Delivery  # noqa: E402
from publishing.newsletter.smtp import SmtpPostman  # noqa: E402
from tests.benchmarks._many_readers import mail_of  # noqa: E402

#: Seconds between two looks when there is nothing to do.
PAUSE = 0.02


class Clock:
    """Sums up how often something was called, and how long it took."""

    def __init__(self):
        self.calls, self.seconds = 0, 0.0

    def __call__(self, function, *args, **kwargs):
        began = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            self.calls += 1
            self.seconds += time.perf_counter() - began


def main(role, mark, enough):
    """Do it."""
    sql, smtp = Clock(), Clock()
    hand_over = SmtpPostman.hand_over
    SmtpPostman.hand_over = lambda *args, **mail: smtp(hand_over, *args, **mail)
    issue = Publication.objects.filter(pk=mark)
    sent = Delivery.objects.filter(publication=mark, state="sent")
    mail_of(issue.get())
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    with connection.execute_wrapper(sql):
        while not issue.filter(state="published").exists():
            before = smtp.calls
            if role == "lead":
                issue.update(due_at=timezone.now())
                dispatch(mark)
            else:
                lend_a_hand()
            if smtp.calls >= enough or sent.count() >= enough:
                break
            if smtp.calls == before:
                time.sleep(PAUSE)
    said = {
        "statements": sql.calls,
        "sql": sql.seconds,
        "smtp": smtp.seconds,
        "mails": smtp.calls,
        "processor": time.process_time() - began,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))

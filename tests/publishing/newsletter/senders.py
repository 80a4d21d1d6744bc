"""Boots the project once, then forks a process that sends the issue of each line."""

import os
import signal
import sys

import django
from django.db import connection


def send(publication_id: str) -> None:
    """Take the issue from a sender whose lease is over, and send."""
    from django.utils import timezone  # noqa: PLC0415 (Django must be set up)

    from publishing.models import Publication  # noqa: PLC0415
    from publishing.newsletter.models import Stint  # noqa: PLC0415
    from publishing.transport import transport_for  # noqa: PLC0415

    Publication.objects.filter(pk=publication_id).update(
        due_at=timezone.now(), lease_until=None
    )
    Stint.objects.update(lease_until=timezone.now())
    publication = Publication.objects.get(pk=publication_id)
    if publication.claim(timezone.now()):
        announcement = publication.page.specific.announcement()
        transport_for(publication.channel).publish(publication, announcement)


if __name__ == "__main__":
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
    for line in sys.stdin:
        connection.close()
        child = os.fork()
        if not child:
            send(line.strip())
            os._exit(0)
        print(child, flush=True)

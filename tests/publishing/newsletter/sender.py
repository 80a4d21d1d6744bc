"""A process that sends one issue, to be killed: `python -m … PUBLICATION`."""

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from publishing.models import Publication  # noqa: E402
from publishing.transport import transport_for  # noqa: E402

publication = Publication.objects.get(pk=sys.argv[1])
assert publication.claim(timezone.now())
announcement = publication.page.specific.announcement()
transport_for(publication.channel).publish(publication, announcement)

"""An issue of a dozen kilobytes that is due, and very many readers of it."""

from django.contrib.auth.models import User
from django.utils import timezone

from publishing.models import Channel, Publication
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.contents import of_page
from publishing.newsletter.letter import Person
from publishing.newsletter.models import Delivery, NewsletterPage, Subscriber
from publishing.newsletter.send import skeleton

KILOBYTES = 12
WORDS = "Chères commerçantes, voici ce que le mois apporte à nos rues. "
LETTER = WORDS * (KILOBYTES * 1024 // len(WORDS.encode()))
BATCH = 5000


def plan_issue(readers):
    """Return the publication of a new issue, due now, for so many readers."""
    for first in range(Subscriber.objects.count(), readers, BATCH):
        Subscriber.objects.bulk_create(
            Subscriber(
                email=f"reader-{each}@example.org",
                name=f"Zoé {each}",
                state=Subscriber.State.CONFIRMED,
            )
            for each in range(first, min(first + BATCH, readers))
        )
    manager, _new = User.objects.get_or_create(username="bench")
    issue = compose_issue(NewsletterPage.objects.get(), manager)
    issue.edito = WORDS
    while len(_mail(issue)) < KILOBYTES * 1024:
        issue.edito += WORDS * 2
    issue.save_revision(user=manager).publish()
    channel = Channel.objects.get(kind=Channel.Kind.NEWSLETTER)
    return Publication.objects.plan(issue, channel, timezone.now())


def mail_of(publication):
    """Return the bytes of one mail of an issue."""
    return _mail(publication.page.specific)


def _mail(issue):
    nobody = Delivery(
        publication_id="x", subscriber_id=1, address="a@b.fr", language="fr"
    )
    return skeleton(of_page(issue), "fr").fill(Person.of(nobody))

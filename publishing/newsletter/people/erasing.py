"""Forgetting a person: everything that names her goes, the counts stay."""

from django.db import transaction

from publishing.models import Letter
from publishing.newsletter.models import Bounce, Subscriber, Suppression


def erase_person(subscriber: Subscriber, why: str = "") -> None:
    """Delete her row, consents and letters; empty what names her elsewhere.

    With a reason (`Suppression.Why`) no list brings her back; what already holds
    against the address goes on holding, whatever the reason.
    """
    with transaction.atomic():
        if why and Suppression.objects.of(subscriber.email) is None:
            Suppression.objects.keep(subscriber.email, why)
        Bounce.objects.filter(delivery__subscriber=subscriber).update(words="")
        subscriber.deliveries.update(address="", name="", answer="")
        # Every letter about the newsletter holds a link of its own.
        letters = Letter.objects.filter(to__iexact=subscriber.email)
        letters.filter(text__contains="/newsletter/").delete()
        subscriber.delete()

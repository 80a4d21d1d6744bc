"""What the ledger may get wrong: proof that the storm would find it."""

from datetime import timedelta

from django.utils import timezone

from publishing.newsletter.models import delivery, destination
from publishing.newsletter.models.ledger import DeliveryQuerySet


def shorten_rests():
    """Minutes after a temporary refusal would only make the storm longer."""
    delivery.WAITS[:] = [timedelta(seconds=1)] * 40
    destination.FIRST_REST = destination.LONGEST_REST = timedelta(seconds=0.3)


def send_again_what_was_begun():
    """What a dead worker was sending counts as not sent."""
    careful = DeliveryQuerySet.recover

    def recover(deliveries):
        now = timezone.now()
        lost = deliveries.filter(stint__lease_until__lte=now)
        lost.filter(state="sending").update(state="waiting", stint=None, due_at=now)
        careful(deliveries)

    DeliveryQuerySet.recover = recover

"""What people do with an issue on its way: pause, go on, stop, send again."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from publishing.models import Publication
from publishing.newsletter import trials
from publishing.newsletter.models import Delivery, FrozenIssue, Hold
from publishing.newsletter.models.hold import wake
from publishing.newsletter.models.ledger import DeliveryQuerySet


def pause(publication: Publication, user: User) -> bool:
    """Let nothing more of it leave until somebody lets it go on."""
    why = _("Paused by %(name)s.") % {"name": user.get_full_name() or user.username}
    return Hold.objects.put(publication, Hold.Kind.PAUSED, why, by=user)


def go_on(publication: Publication, user: User) -> bool:
    """Let it leave again; False when nothing held it."""
    hold = Hold.objects.current(publication)
    return hold is not None and hold.release(user)


def call_off(publication: Publication, user: User) -> int:
    """Stop for good what has not left; return how many get nothing.

    When nobody has it, it is as if it had never been planned: its items are free
    for the next issue.
    """
    ledger = Delivery.objects.filter(publication=publication)
    state = Delivery.State
    with transaction.atomic():
        trials.end(publication)
        # Whoever began a micro-chunk before this is seen below, nobody begins after.
        stopped = ledger.call_off()
        left = ledger.filter(state__in=(state.SENDING, state.SENT, state.UNCERTAIN))
        if not left.exists() and Publication.objects.take_back(
            publication.pk, _("Stopped before anybody got it.")
        ):
            FrozenIssue.objects.filter(publication=publication).delete()
            ledger.delete()
        go_on(publication, user)
        wake(publication)
    return stopped


def send_to_missing(publication: Publication) -> int:
    """Send to those who surely don't have it; return how many."""
    return _send_again(publication, Delivery.objects.missing())


def send_to_uncertain(publication: Publication, chosen: Iterable[int]) -> int:
    """Send the same message once more to some who may have it; return how many."""
    return _send_again(publication, Delivery.objects.uncertain(chosen))


def _send_again(publication: Publication, some: DeliveryQuerySet) -> int:
    with transaction.atomic():
        number = some.filter(publication=publication).send_again()
        wake(publication)
    return number

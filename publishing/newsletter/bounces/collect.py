"""Reading the return mailbox: each mail acted on, then taken away.

A process that dies in between reads the mail again; to hear of a bounce twice
changes nothing.
"""

import logging

from django.conf import settings
from django.utils import timezone

from publishing.newsletter.bounces import inbox, rate
from publishing.newsletter.bounces.reading import Leaving, Nothing, Returned, read
from publishing.newsletter.models import Bounce, Consent, Delivery, Subscriber

logger = logging.getLogger(__name__)


def collect() -> None:
    """Read what came to the return mailbox, if there is one."""
    address = settings.NEWSLETTER_RETURN_MAILBOX
    if not address:
        return
    try:
        with inbox.opened(address) as box:
            for name, content in box.mails():
                if act_on(content):
                    box.take_away(name)
                else:
                    box.leave(name)
    except inbox.TROUBLES as error:
        logger.warning("The return mailbox can't be read: %s", error)


def act_on(content: bytes) -> bool:
    """Do what this mail asks for; False when a person must read it."""
    try:
        said = read(content)
    except Exception:  # mails hold anything; the next one must still be read
        logger.exception("A mail in the return mailbox can't be read")
        return False
    if isinstance(said, Returned):
        note(
            said.delivery_id,
            kind=said.kind,
            source=Bounce.Source.MAILBOX,
            words=said.words,
        )
    elif isinstance(said, Leaving):
        leaving = Subscriber.objects.filter(pk=said.subscriber_id).first()
        take_off(leaving, Consent.Source.MAIL)
    return said is not Nothing.UNKNOWN


def note(delivery_id: int, *, kind: str, source: str, words: str) -> None:
    """Keep that a delivery came back, and stop its issue when too many did.

    Its subscriber may have been erased since: then there is nothing to keep.
    """
    delivery = (
        Delivery.objects.select_related("subscriber", "publication__channel")
        .filter(pk=delivery_id)
        .first()
    )
    if delivery and Bounce.objects.note(
        delivery, kind=kind, source=source, words=words
    ):
        rate.stop_if_bad(delivery.publication, timezone.now())


def take_off(subscriber: Subscriber | None, source: str) -> None:
    """Unsubscribe who asked for it; None for somebody erased since."""
    if subscriber:
        subscriber.unsubscribe(Consent(what=Consent.What.WITHDRAWN, source=source))

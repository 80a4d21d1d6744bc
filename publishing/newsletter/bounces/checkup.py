"""Whether what comes back is read."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from publishing.newsletter.bounces import inbox, webhooks
from publishing.transport import Finding


def check_mailbox() -> Iterator[Finding]:
    """Open the return mailbox; without one, and no provider that tells, say so."""
    address = settings.NEWSLETTER_RETURN_MAILBOX
    name = _("Return mailbox")
    if not address and webhooks.are_open():
        sentence = _("None needed: the mail provider tells us what comes back.")
        yield Finding(name=name, ok=True, sentence=sentence)
        return
    if not address:
        sentence = _(
            "Nobody reads what comes back: dead addresses stay on the list. Set "
            "NEWSLETTER_RETURN_ADDRESS and NEWSLETTER_RETURN_MAILBOX."
        )
        yield Finding(name=name, ok=None, sentence=sentence)
        return
    try:
        with inbox.opened(address):
            yield Finding(name=name, ok=True)
    except inbox.TROUBLES as error:
        sentence = _(
            "The mailbox for bounces can’t be read (%(fault)s). Until it can, dead "
            "addresses stay on the list. Look at NEWSLETTER_RETURN_MAILBOX."
        ) % {"fault": error}
        yield Finding(name=name, ok=False, sentence=sentence)

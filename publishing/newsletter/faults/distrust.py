"""What the last look at the channel found: an issue may leave, and few may see it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.models import Channel
from publishing.transport import Fault


def distrust(channel: Channel) -> Iterator[Fault]:
    """Yield a warning when mailbox providers have a reason to doubt our mail.

    As it was last looked at: an approval doesn't wait for DNS.
    """
    last = channel.checks.first()
    found = (
        [each["name"] for each in last.findings if each["ok"] is False] if last else []
    )
    if found:
        yield Fault(
            where=_("The way to the readers"),
            sentence=_(
                "The issue may end up among the spam, or not leave at all. At the last "
                "look, these were not in order: %(names)s."
            )
            % {"names": ", ".join(found)},
            blocks=False,
            url=reverse("desk:channel", args=[channel.pk]),
        )

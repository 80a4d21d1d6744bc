"""Who hears of what went wrong: the author and the commerce managers, by letter.

Each notice is written once for each turn of things, in the words of a template
and in the language of who reads it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from publishing import letters
from publishing.models import ApprovalTask, Channel, Publication
from publishing.transport import Finding, Sentence


def managers() -> list[User]:
    """Return the active people who may approve and have a mail address."""
    return list(
        User.objects.filter(
            groups__in=ApprovalTask.objects.filter(active=True).values("groups"),
            is_active=True,
        )
        .exclude(email="")
        .select_related("wagtail_userprofile")
        .order_by("pk")
        .distinct()
    )


def author_of(publication: Publication) -> list[User]:
    """Return who wrote the page, if she is known, active and has an address."""
    owner = publication.page.owner if publication.page else None
    return [owner] if owner and owner.is_active and owner.email else []


def failed(publication: Publication, reason: Sentence) -> None:
    """Tell author and managers that the channel refused it."""
    readers = [*author_of(publication), *managers()]
    _write("failed", readers, publication=publication, reason=reason)


def missed(publication: Publication, reason: Sentence) -> None:
    """Tell author and managers that its time went by."""
    readers = [*author_of(publication), *managers()]
    _write("missed", readers, publication=publication, reason=reason)


def held(publication: Publication, reason: Sentence) -> None:
    """Tell the managers that it waits for words that are right on its day."""
    _write("held", managers(), publication=publication, reason=reason)


def late(publication: Publication, reason: Sentence) -> None:
    """Tell the managers that it has been tried for a while, in vain."""
    _write("late", managers(), publication=publication, reason=reason)


def unreadable(publication: Publication, reason: Sentence) -> None:
    """Tell the managers that nobody knows whether it is there, nor can look."""
    _write("unreadable", managers(), publication=publication, reason=reason)


def in_vain(publication: Publication, reason: Sentence) -> None:
    """Ask the managers to look: it was sent again and again, and never found."""
    _write("in_vain", managers(), publication=publication, reason=reason)


def disagrees(publication: Publication, reason: Sentence) -> None:
    """Tell the managers that the channel keeps something that is no longer true."""
    _write("disagrees", managers(), publication=publication, reason=reason)


def remarked(publication: Publication, reason: Sentence) -> None:
    """Tell the managers that a comment corrects what could not be changed."""
    _write("remarked", managers(), publication=publication, reason=reason)


def changed_there(publication: Publication) -> None:
    """Tell the managers that somebody changed its words on the channel."""
    reason = publication.sent_wording
    _write("changed_there", managers(), publication=publication, reason=reason)


def removed_there(publication: Publication) -> None:
    """Tell the managers that somebody removed it on the channel."""
    reason = publication.reason
    _write("removed_there", managers(), publication=publication, reason=reason)


def channel_paused(channel: Channel) -> None:
    """Tell the managers that a channel stopped, why, and what they can do."""
    _write("channel_paused", managers(), channel=channel, reason=channel.reason)


def ends_soon(channel: Channel, finding: Finding) -> None:
    """Tell the managers that something a channel needs ends on a known day."""
    _write("ends_soon", managers(), channel=channel, finding=finding)


def _write(template: str, readers: Iterable[User], **context: Any) -> None:
    in_charge = managers()
    if "publication" in context:
        screen = reverse("desk:publication", args=[context["publication"].pk])
    else:
        screen = reverse("desk:channel", args=[context["channel"].pk])
    for reader in dict.fromkeys(readers):
        for_manager = reader in in_charge
        path = screen if for_manager else settings.LOGIN_REDIRECT_URL
        letters.write(
            f"publishing/letters/{template}",
            {
                **context,
                "for_manager": for_manager,
                "address": f"{settings.CITYHUB_BASE_URL}{path}",
            },
            to=reader.email,
            language=letters.language_of(reader),
        )

"""Whether a channel still shows its page's pictures, and what is done if not.

Pictures can't be amended: another one is told below what stands there, and what
cannot be told there is told to the managers.
"""

from collections.abc import Sequence
from enum import Enum, auto

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.below import Below
from publishing.contract import Announcement
from publishing.models import Attempt, Publication
from publishing.outcomes import call
from publishing.transport import Sentence, ShownPicture, Transport

LED_BELOW = _(
    "The page shows other pictures by now. What stands there keeps those that were "
    "sent; a comment below it leads to the new ones."
)
KEPT = _(
    "The pictures of the page have changed: one was taken away, or is shown "
    "otherwise. What stands there keeps them as they were sent. To replace them, "
    "delete it there, then choose “Post it again…” here."
)


class Difference(Enum):
    """How the pictures of a page differ from those that stand on a channel."""

    NONE = auto()
    SHOWN_OTHERWISE = auto()
    OTHERS = auto()


def difference(
    publication: Publication, transport: Transport, announcement: Announcement
) -> Difference:
    """Return how the pictures that were sent differ from those of now."""
    sent = publication.attempts.that_put_it_there()
    if sent is None or sent.pictures is None:
        return Difference.NONE  # sent before anybody noted it
    now = call(transport.pictures, publication, announcement)
    if any(not _stands_there(each, sent.pictures) for each in now):
        return Difference.OTHERS
    alike = len(now) == len(sent.pictures) and all(
        map(_is_shown_alike, now, sent.pictures)
    )
    return Difference.NONE if alike else Difference.SHOWN_OTHERWISE


def keep_pictures_true(
    publication: Publication, transport: Transport, announcement: Announcement
) -> None:
    """Tell of other pictures below what stands there, else to the managers; once."""
    found = difference(publication, transport, announcement)
    if found == Difference.NONE:
        publication.record_agreed(publication.sent_wording)
        return
    words = ""
    if found == Difference.OTHERS:
        words = call(transport.new_pictures, publication, announcement)
    if words:
        _lead_to_them(publication, transport, words)
    elif _is_news(publication, KEPT):
        notices.disagrees(publication, KEPT)


def _lead_to_them(publication: Publication, transport: Transport, words: str) -> None:
    purpose = Attempt.Purpose.REMARK
    out = publication.attempts.that_put_it_there()
    tries = publication.attempts.filter(purpose=purpose, wording=words)
    below = Below(
        words=words,
        tries=tries.filter(pk__gt=out.pk) if out else tries,
        waits=LED_BELOW,
    )
    if below.is_settled:
        refused = below.tries.filter(result=Attempt.Result.REFUSED).exists()
        publication.record_disagreement(
            publication.reason or str(KEPT if refused else LED_BELOW)
        )
        return
    written = below.write(publication, transport, purpose, words)
    if written is None:
        return
    attempt, result = written
    with transaction.atomic():
        attempt.end(result, attempt.detail)
        if _is_news(publication, LED_BELOW):
            notices.remarked(publication, LED_BELOW)


def _is_news(publication: Publication, reason: Sentence) -> bool:
    """Note `reason`; return whether nobody was told of it yet."""
    known = publication.reason == str(reason)
    return publication.record_disagreement(str(reason)) and not known


def _stands_there(picture: ShownPicture, sent: Sequence[ShownPicture]) -> bool:
    return any(_is_same(picture, each) for each in sent)


def _is_same(one: ShownPicture, other: ShownPicture) -> bool:
    return not set(one["names"]).isdisjoint(other["names"])


def _is_shown_alike(one: ShownPicture, other: ShownPicture) -> bool:
    return _is_same(one, other) and (one["crop"], one["alt_text"]) == (
        other["crop"],
        other["alt_text"],
    )

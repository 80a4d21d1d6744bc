"""What can't be amended is corrected by a remark below it, once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.contract import Announcement
from publishing.models import Attempt, Publication
from publishing.outcomes import call, obey
from publishing.transport import SendError, Transport

REMARKED = _(
    "What stands there could not be changed; a comment below it says what is new."
)

DECIDED = (Attempt.Result.DONE, Attempt.Result.FOUND, Attempt.Result.REFUSED)


def remark(
    publication: Publication,
    transport: Transport,
    announcement: Announcement,
    wording: str,
) -> None:
    """Write below what stands there that the page says `wording` now.

    A try without a clear answer is looked up before another one, as with posts.
    """
    known = publication.attempts.filter(purpose=Attempt.Purpose.REMARK, wording=wording)
    words = call(transport.correction, publication, announcement)
    if not words or known.filter(result__in=DECIDED).exists():
        publication.record_disagreement(publication.reason)
        return
    unclear = known.filter(result__in=Attempt.UNCLEAR).last()
    if unclear is not None and not _surely_absent(
        publication, transport, unclear, words
    ):
        return
    attempt = publication.begin_attempt(Attempt.Purpose.REMARK, wording)
    if attempt is None:
        return
    try:
        call(transport.remark, publication, words)
    except SendError as error:
        obey(publication, attempt, error, transport)
        return
    _note(publication, attempt, Attempt.Result.DONE)


def _surely_absent(
    publication: Publication, transport: Transport, unclear: Attempt, words: str
) -> bool:
    settled_at = unclear.settled_at(transport.grace_time())
    if timezone.now() < settled_at:
        publication.postpone(settled_at, publication.reason)
        return False
    if not publication.renew_lease():
        return False
    started_at = timezone.now()
    try:
        found = call(transport.has_remark, publication, words)
    except SendError as error:
        look = publication.attempts.create(
            purpose=Attempt.Purpose.LOOK,
            fence=publication.fence,
            started_at=started_at,
        )
        obey(publication, look, error, transport)
        return False
    if found:
        _note(publication, unclear, Attempt.Result.FOUND)
        return False
    unclear.end(Attempt.Result.ABSENT, unclear.detail)
    return True


def _note(publication: Publication, attempt: Attempt, result: Attempt.Result) -> None:
    with transaction.atomic():
        attempt.end(result, attempt.detail)
        if publication.record_disagreement(str(REMARKED)):
            notices.remarked(publication, REMARKED)

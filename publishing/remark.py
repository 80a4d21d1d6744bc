"""What can't be amended is corrected by a remark below it, once."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.below import Below
from publishing.contract import Announcement
from publishing.models import Attempt, Publication
from publishing.outcomes import call
from publishing.transport import Transport

REMARKED = _(
    "What stands there could not be changed; a comment below it says what is new."
)


def remark(
    publication: Publication,
    transport: Transport,
    announcement: Announcement,
    wording: str,
) -> None:
    """Write below what stands there that the page says `wording` now.

    A try without a clear answer is looked up before another one, as with posts.
    """
    purpose = Attempt.Purpose.REMARK
    correction = Below(
        words=call(transport.correction, publication, announcement),
        tries=publication.attempts.filter(purpose=purpose, wording=wording),
        waits=publication.reason,
    )
    if not correction.words or correction.is_settled:
        publication.record_disagreement(publication.reason)
        return
    written = correction.write(publication, transport, purpose, wording)
    if written is None:
        return
    attempt, result = written
    with transaction.atomic():
        attempt.end(result, attempt.detail)
        if publication.record_disagreement(str(REMARKED)):
            notices.remarked(publication, REMARKED)

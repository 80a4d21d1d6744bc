"""What should be there is held against what is there: look, amend, withdraw."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.contract import Announcement, Audience
from publishing.follow_up import followed_up
from publishing.models import Attempt, Publication
from publishing.models.content import content_of
from publishing.outcomes import call, obey, wait
from publishing.pictures import Difference, difference, keep_pictures_true
from publishing.remark import remark
from publishing.transport import Outcome, Receipt, SendError, Transport

UNCLEAR = _("It may be there already; CityHub looks before it sends again.")
GIVEN_UP = _("It was not there, and somebody chose not to send it again.")
IN_VAIN = _(
    "It was sent several times without a clear answer and never found afterwards. "
    "CityHub sends it no more until somebody has looked."
)
#: After so many tries in a row that were sent, and looked for in vain, a person is
#: asked before another one.
VAIN_TURNS = 6
LEFT_THERE = _("Its page is gone; somebody chose to leave it here.")


def surely_absent(
    publication: Publication, unclear: list[Attempt], transport: Transport
) -> bool:
    """Look whether an unclear try left it on the channel; True: it did not.

    When it is there it is adopted; when nobody can tell, it stays unsure and
    is looked at later. In both cases there is nothing to send now.
    """
    settled_at = max(each.settled_at(transport.grace_time()) for each in unclear)
    early = timezone.now() < settled_at
    if early and not transport.was_told(publication):
        publication.record_unsure(settled_at, str(UNCLEAR))
        return False
    if not publication.renew_lease():
        return False
    started_at, since = timezone.now(), min(each.started_at for each in unclear)
    try:
        receipt = call(transport.find, publication, since)
    except SendError as error:
        _cannot_tell(publication, error, transport, started_at)
        return False
    if receipt is not None:
        _adopt(publication, receipt, unclear)
        return False
    if early:  # what isn't shown yet may still come
        publication.record_unsure(settled_at, str(UNCLEAR))
        return False
    if publication.attempts.vain_turns() >= VAIN_TURNS:
        if publication.record_unsure(None, str(IN_VAIN)):
            notices.in_vain(publication, IN_VAIN)
        return False
    return _note_absent(publication, unclear)


def keep_true(publication: Publication, transport: Transport) -> None:
    """Make what stands on the channel say what the page says now, or nothing."""
    announcement = wanted(publication, transport)
    if announcement is None and publication.stays:
        publication.record_disagreement(str(LEFT_THERE))
        return
    if announcement is None:
        _withdraw(publication, transport)
        return
    if not followed_up(publication, transport, announcement):
        return
    wording = call(transport.wording, publication, announcement)
    if wording == publication.sent_wording:
        keep_pictures_true(publication, transport, announcement)
    elif _refused_before(publication, wording):
        remark(publication, transport, announcement, wording)
    else:
        _amend(publication, transport, announcement, wording)


def wanted(publication: Publication, transport: Transport) -> Announcement | None:
    """Return what the channel should show, None when it should show nothing."""
    page = publication.page
    if page is None or not page.live:
        return None
    announcement = content_of(page).announcement()
    if publication.channel.public:
        for_everyone = announcement.audience == Audience.EVERYONE
        if not for_everyone or publication.page_is_private():
            return None
    return announcement if call(transport.shows, announcement) else None


def _adopt(publication: Publication, receipt: Receipt, unclear: list[Attempt]) -> None:
    with transaction.atomic():
        adopted = publication.record_published(
            remote_id=receipt.remote_id,
            url=receipt.url,
            wording=unclear[-1].wording,
            compare_at=timezone.now(),  # the page may have changed since it was sent
        )
        if adopted:
            for attempt in unclear:
                attempt.end(Attempt.Result.FOUND, attempt.detail)


def _note_absent(publication: Publication, unclear: list[Attempt]) -> bool:
    with transaction.atomic():
        mine = publication.renew_lease()
        if mine:
            for attempt in unclear:
                attempt.end(Attempt.Result.ABSENT, attempt.detail)
        if mine and publication.given_up:
            publication.record_cancelled(str(GIVEN_UP))
    return mine and not publication.given_up


def _cannot_tell(
    publication: Publication,
    error: SendError,
    transport: Transport,
    started_at: datetime,
) -> None:
    with transaction.atomic():
        known = publication.attempts.filter(purpose=Attempt.Purpose.LOOK)
        first = known.setbacks() == 0
        look = publication.attempts.create(
            purpose=Attempt.Purpose.LOOK,
            fence=publication.fence,
            started_at=started_at,
        )
        if error.outcome == Outcome.CHANNEL_DOWN or error.retry_after:
            obey(publication, look, error, transport)
            return
        look.end(Attempt.Result(error.outcome.value), error.detail)
        look_at = timezone.now() + wait(known.setbacks())
        if publication.record_unsure(look_at, str(error.message)) and first:
            notices.unreadable(publication, error.message)


def _refused_before(publication: Publication, wording: str) -> bool:
    last = publication.attempts.filter(purpose=Attempt.Purpose.AMEND).last()
    return (
        last is not None
        and last.result == Attempt.Result.REFUSED
        and last.wording == wording
    )


def _amend(
    publication: Publication,
    transport: Transport,
    announcement: Announcement,
    wording: str,
) -> None:
    attempt = publication.begin_attempt(Attempt.Purpose.AMEND, wording)
    if attempt is None:
        return
    try:
        receipt = call(transport.amend, publication, announcement)
    except SendError as error:
        if error.outcome == Outcome.REFUSED and call(
            transport.correction, publication, announcement
        ):
            _remark_instead(publication, attempt, error)
        else:
            obey(publication, attempt, error, transport)
        return
    shown = difference(publication, transport, announcement)
    with transaction.atomic():
        attempt.end(Attempt.Result.DONE)
        publication.record_amended(
            remote_id=receipt.remote_id,
            url=receipt.url,
            wording=wording,
            compare_at=timezone.now() if shown != Difference.NONE else None,
        )


def _remark_instead(
    publication: Publication, attempt: Attempt, error: SendError
) -> None:
    """End `attempt`; the next step says below it what could not be amended."""
    with transaction.atomic():
        attempt.end(Attempt.Result.REFUSED, error.detail)
        publication.postpone(timezone.now(), str(error.message))


def _withdraw(publication: Publication, transport: Transport) -> None:
    attempt = publication.begin_attempt(Attempt.Purpose.WITHDRAW)
    if attempt is None:
        return
    try:
        call(transport.withdraw, publication)
    except SendError as error:
        obey(publication, attempt, error, transport)
        return
    with transaction.atomic():
        attempt.end(Attempt.Result.DONE)
        publication.record_withdrawn()

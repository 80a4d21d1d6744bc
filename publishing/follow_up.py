"""What is added below something that is out, with the same care: once."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.contract import Announcement
from publishing.models import Attempt, Publication
from publishing.outcomes import call, obey
from publishing.transport import Outcome, SendError, Transport

Purpose, Result = Attempt.Purpose, Attempt.Result
#: Refused is told to the managers once and not tried again.
SETTLED = (Result.DONE, Result.FOUND, Result.REFUSED)
UNCLEAR = _("It is out; CityHub looks whether its comment is there too.")


def followed_up(
    publication: Publication, transport: Transport, announcement: Announcement
) -> bool:
    """Add what belongs below it; True when nothing is left to do.

    False: it waits for another look or try, which is noted already.
    """
    text = call(transport.follow_up, publication, announcement)
    if not text:
        return True
    tries = _tries(publication)
    if any(each.result in SETTLED for each in tries):
        return True
    unclear = [each for each in tries if each.result in Attempt.UNCLEAR]
    if unclear and (there := _look(publication, transport, unclear, text)) is not False:
        return bool(there)
    return _send(publication, transport, text)


def _tries(publication: Publication) -> list[Attempt]:
    """Return the tries to add it below what is out now, oldest first."""
    out = publication.attempts.filter(
        purpose=Purpose.PUBLISH, result__in=(Result.DONE, Result.FOUND)
    ).last()
    since = out.pk if out else 0
    return list(publication.attempts.filter(purpose=Purpose.FOLLOW_UP, pk__gt=since))


def _look(
    publication: Publication, transport: Transport, unclear: list[Attempt], text: str
) -> bool | None:
    """Return whether an unclear try added it, None when nobody can tell yet."""
    settled_at = max(each.settled_at(transport.grace_time()) for each in unclear)
    if timezone.now() < settled_at:
        publication.postpone(settled_at, str(UNCLEAR))
        return None
    look = publication.begin_attempt(Purpose.LOOK)
    if look is None:
        return None
    try:
        found = call(transport.has_remark, publication, text)
    except SendError as error:
        obey(publication, look, error, transport)
        return None
    result = Result.FOUND if found else Result.ABSENT
    for attempt in (look, *unclear):
        attempt.end(result, attempt.detail)
    return found


def _send(publication: Publication, transport: Transport, text: str) -> bool:
    attempt = publication.begin_attempt(Purpose.FOLLOW_UP, text)
    if attempt is None:
        return False
    try:
        call(transport.remark, publication, text)
    except SendError as error:
        if error.outcome != Outcome.AMBIGUOUS:
            obey(publication, attempt, error, transport)
            return False
        attempt.end(Result.AMBIGUOUS, error.detail)
        publication.postpone(
            attempt.settled_at(transport.grace_time()), str(error.message)
        )
        return False
    attempt.end(Result.DONE)
    return True

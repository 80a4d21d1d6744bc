"""What is added below something that is out, with the same care: once."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from publishing.below import Below
from publishing.contract import Announcement
from publishing.models import Attempt, Publication
from publishing.outcomes import call
from publishing.transport import Transport

Purpose = Attempt.Purpose
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
    comment = Below(words=text, tries=_tries(publication), waits=UNCLEAR)
    if comment.is_settled:
        return True
    written = comment.write(publication, transport, Purpose.FOLLOW_UP, text)
    if written is None:
        return False
    attempt, result = written
    attempt.end(result, attempt.detail)
    return True


def _tries(publication: Publication) -> QuerySet[Attempt]:
    """Return the tries to add it below what is out now."""
    out = publication.attempts.that_put_it_there()
    since = out.pk if out else 0
    return publication.attempts.filter(purpose=Purpose.FOLLOW_UP, pk__gt=since)

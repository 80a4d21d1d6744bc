"""What an engine may get wrong: proof that the storm would find it."""

from datetime import timedelta

from django.utils import timezone

from publishing import outcomes
from publishing.facebook.transport import FacebookTransport
from publishing.models import Attempt, Publication


def shorten_waits():
    """Fifteen seconds after a vain try would only make the storm longer."""
    outcomes.FIRST_WAIT = timedelta(seconds=0.5)
    outcomes.LONGEST_WAIT = timedelta(seconds=4)


def without_look():
    """What may be there counts as absent; nobody looks."""
    FacebookTransport.find = lambda transport, publication, since: None


def attempt_after_call():
    """The attempt is written when the answer is known, not before the call."""

    def begin(publication, purpose, wording="", pictures=None):
        if not publication.renew_lease():
            return None
        return Attempt(
            publication=publication,
            purpose=purpose,
            fence=publication.fence,
            started_at=timezone.now(),
            wording=wording,
            pictures=pictures,
        )

    def end(attempt, result, detail=""):
        attempt.result, attempt.detail = result, detail
        attempt.ended_at = timezone.now()
        attempt.save()

    Publication.begin_attempt = begin
    Attempt.end = end


FLAWS = {"no look": without_look, "attempt after the call": attempt_after_call}

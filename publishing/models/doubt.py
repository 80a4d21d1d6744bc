"""The verb of a person who looked at the channel where CityHub could not."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from publishing.models.attempt import Attempt
from publishing.models.publication import Publication


def settle_doubt(
    publication: Publication, by: User, *, remote_id: str = "", url: str = ""
) -> bool:
    """Note what `by` saw on the channel: it is at `remote_id`, or, if empty, not there.

    The fence is raised: a worker with an older claim records nothing. False when
    it is no longer unsure, or CityHub looks at this very moment.
    """
    state = Publication.State
    now, unclear = timezone.now(), list(publication.attempts.unclear())
    result = Attempt.Result.ABSENT
    changes: dict[str, Any] = {"state": state.PLANNED}
    if remote_id:
        result = Attempt.Result.FOUND
        changes = {
            "state": state.PUBLISHED,
            "remote_id": remote_id,
            "remote_url": url,
            "sent_wording": unclear[-1].wording if unclear else "",
            "published_at": now,
        }
    changes |= {"due_at": now, "handed_at": None, "reason": "", "given_up": False}
    free = Q(state=state.UNSURE, lease_until=None)
    with transaction.atomic():
        if not publication._transition(free, fence=publication.fence + 1, **changes):
            return False
        for attempt in unclear:
            attempt.end(result, attempt.detail)
        publication.attempts.create(
            purpose=Attempt.Purpose.LOOK,
            fence=publication.fence,
            started_at=now,
            ended_at=now,
            result=result,
            looked_by=by,
        )
    return True

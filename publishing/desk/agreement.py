"""Whether what stands on a channel says what its page says now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from publishing.models import Publication
from publishing.outcomes import call
from publishing.pictures import Difference, difference
from publishing.reconcile import wanted
from publishing.transport import SendError, transport_for


@dataclass(frozen=True)
class Agreement:
    """One sentence about it; `tone` is that of a state: done, waiting, attention."""

    tone: str
    sentence: str


def agreement(publication: Publication) -> Agreement | None:
    """Return how `publication` stands to its page, None where nothing stands.

    It compares what was sent with what would be said now; no channel is asked.
    """
    state = Publication.State
    if publication.state == state.WITHDRAWN and publication.channel.gathers:
        return Agreement("quiet", _("What was mailed stays with its readers."))
    if publication.state != state.PUBLISHED:
        return None
    try:
        return _compared(publication)
    except SendError as error:
        return Agreement("attention", str(error.message))


def _compared(publication: Publication) -> Agreement:
    transport = call(transport_for, publication.channel)
    announcement = wanted(publication, transport)
    if announcement is None:
        if publication.stays:
            return Agreement("quiet", _("Left there without its page, as was chosen."))
        return _on_its_way(publication, _("It is being taken away."))
    if call(transport.agrees, publication, announcement):
        if difference(publication, transport, announcement) != Difference.NONE:
            return _on_its_way(publication, _("Its pictures are compared."))
        return Agreement("done", _("Says what the page says."))
    if publication.carried:
        return Agreement("waiting", _("The next issue can carry the correction."))
    return _on_its_way(publication, _("It is being corrected."))


def _on_its_way(publication: Publication, sentence: str) -> Agreement:
    """Return `sentence` while the engine is at it, else what kept it from it."""
    if publication.reason:
        return Agreement("attention", publication.reason)
    if publication.due_at is not None:
        return Agreement("waiting", sentence)
    return Agreement("waiting", _("It was sent in earlier words."))

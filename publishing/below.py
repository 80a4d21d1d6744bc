"""What CityHub writes below something that is out: once, as with posts."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from publishing.models import Attempt, Publication
from publishing.outcomes import call, obey
from publishing.transport import SendError, Sentence, Transport

Purpose, Result = Attempt.Purpose, Attempt.Result


@dataclass(frozen=True, kw_only=True)
class Below:
    """One thing to say below it: the words, and the tries to say it so far.

    `waits` tells people why it isn't there yet.
    """

    words: str
    tries: QuerySet[Attempt]
    waits: Sentence

    @property
    def is_settled(self) -> bool:
        """Whether no other try is to be made; managers heard of a refusal once."""
        settled = (Result.DONE, Result.FOUND, Result.REFUSED)
        return self.tries.filter(result__in=settled).exists()

    def write(
        self,
        publication: Publication,
        transport: Transport,
        purpose: Attempt.Purpose,
        wording: str,
    ) -> tuple[Attempt, Attempt.Result] | None:
        """Write it unless an unclear try did; return the try that did, and its result.

        The caller notes the result, together with what follows from it. None: it
        waits for another look or try, which is noted already.
        """
        unclear = list(self.tries.filter(result__in=Attempt.UNCLEAR))
        if unclear:
            there = self._look(publication, transport, unclear)
            if there is None:
                return None
            if there:
                return unclear[-1], Result.FOUND
            for each in unclear:
                each.end(Result.ABSENT, each.detail)
        attempt = publication.begin_attempt(purpose, wording)
        if attempt is None:
            return None
        try:
            call(transport.remark, publication, self.words)
        except SendError as error:
            obey(publication, attempt, error, transport)
            return None
        return attempt, Result.DONE

    def _look(
        self, publication: Publication, transport: Transport, unclear: list[Attempt]
    ) -> bool | None:
        """Return whether it stands there, None while nobody can tell."""
        settled_at = max(each.settled_at(transport.grace_time()) for each in unclear)
        if timezone.now() < settled_at:
            publication.postpone(settled_at, str(self.waits))
            return None
        look = publication.begin_attempt(Purpose.LOOK)
        if look is None:
            return None
        try:
            found = call(transport.has_remark, publication, self.words)
        except SendError as error:
            obey(publication, look, error, transport)
            return None
        look.end(Result.FOUND if found else Result.ABSENT)
        return found

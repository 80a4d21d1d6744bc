"""The verdict on what a call of PageGraph raised: one look-up in `meanings`."""

from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached
from publishing.facebook.meanings import (
    BAD_PHOTO,
    BY_NUMBER,
    BY_PAIR,
    GONE,
    NOT_ALLOWED,
    NOT_READ,
    PERMISSIONS,
    RATE_LIMIT,
    REFUSED,
    UNCLEAR,
    UNREACHABLE,
    Meaning,
)
from publishing.facebook.usage import asked_wait
from publishing.transport import Outcome, SendError

__all__ = ["BAD_PHOTO", "is_gone", "send_error"]

#: Shorter subcodes mean something only together with their code.
TELLING_SUBCODES = 1_000_000


def send_error(error: Exception, *, writing: bool) -> SendError:
    """Return the verdict on what a call of PageGraph raised.

    A call that only reads leaves nothing behind: it is never ambiguous.
    """
    meaning = _meaning(error)
    if meaning.outcome == Outcome.AMBIGUOUS and not writing:
        meaning = NOT_READ
    retry_after = None
    if meaning.outcome == Outcome.LATER:
        asked = asked_wait(getattr(error, "headers", {}))
        # A block for hours stays one, whatever the counters of calls say.
        waits = [wait for wait in (asked, meaning.wait) if wait]
        retry_after = max(waits) if meaning is not RATE_LIMIT else waits[0]
    return SendError(
        meaning.sentence,
        meaning.outcome,
        retry_after=retry_after,
        detail=error.detail if isinstance(error, GraphError) else str(error),
    )


def is_gone(error: GraphError) -> bool:
    """Whether the object that the call named doesn't exist any more."""
    return _meaning(error) is GONE


def _meaning(error: Exception) -> Meaning:
    if isinstance(error, NotReached):
        return UNREACHABLE
    if isinstance(error, NoClearAnswer):
        return RATE_LIMIT if error.http_status == 429 else UNCLEAR
    if not isinstance(error, GraphError):
        raise TypeError(type(error).__name__)
    known = _look_up(error.code, error.subcode)
    if known is None or known is REFUSED:
        passing = error.is_transient or error.http_status >= 500
        return UNCLEAR if passing else REFUSED
    return known


def _look_up(code: int | None, subcode: int | None) -> Meaning | None:
    if code is None:
        return UNCLEAR
    if (code, subcode or 0) in BY_PAIR:
        return BY_PAIR[code, subcode or 0]
    if subcode and subcode >= TELLING_SUBCODES and subcode in BY_NUMBER:
        return BY_NUMBER[subcode]
    if code in PERMISSIONS:
        return NOT_ALLOWED
    return BY_NUMBER.get(code)

"""What the engine does about each of the five outcomes of a failed call."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import notices
from publishing.credentials import CredentialsLost
from publishing.models import Attempt, Publication
from publishing.transport import Outcome, SendError, Transport

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=15)
#: After so many vain tries in a row, about a quarter of an hour, people hear of it.
LATE = 6
#: The managers hear of a pause that ends by itself only when it is this long.
WORTH_A_LETTER = timedelta(hours=1)
OUR_FAULT = _("Something went wrong in CityHub itself.")


def call(do: Callable[..., Answer], *args: object) -> Answer:
    """Call a transport; whatever goes wrong comes out as a SendError.

    An exception that a transport did not foresee is a fault of ours, and says
    nothing about what the channel did: ambiguous.
    """
    try:
        return do(*args)
    except SendError as error:
        logger.warning("%s: %s %s", do.__qualname__, error.outcome, error.detail)
        raise
    except CredentialsLost:
        raise SendError(
            _("Its access can no longer be read. Please connect the channel again."),
            Outcome.CHANNEL_DOWN,
            detail="no key of CITYHUB_ENCRYPTION_KEYS opens the credentials",
        ) from None
    except Exception as error:
        logger.exception("%s failed unforeseen", do.__qualname__)
        raise SendError(
            OUR_FAULT,
            Outcome.AMBIGUOUS,
            detail=f"{type(error).__name__}: {error}",
        ) from error


def wait(setbacks: int) -> timedelta:
    """Return how long to wait after so many vain tries in a row: doubling, bounded."""
    return min(FIRST_WAIT * 2 ** max(setbacks - 1, 0), LONGEST_WAIT)


def obey(
    publication: Publication, attempt: Attempt, error: SendError, transport: Transport
) -> None:
    """End `attempt` and bring `publication` where the outcome of `error` leads."""
    with transaction.atomic():
        attempt.end(Attempt.Result(error.outcome.value), error.detail)
        ACTIONS[error.outcome](publication, attempt, error, transport)


def before_any_attempt(publication: Publication, error: SendError) -> None:
    """Act on a failure that came before anything could have been sent."""
    if error.outcome == Outcome.CHANNEL_DOWN:
        if publication.channel.pause(str(error.message)):
            notices.channel_paused(publication.channel)
        wait_for_channel(publication)
    elif error.outcome == Outcome.REFUSED:
        _refuse(publication, error, first=publication.published_at is None)
    else:
        wait_for_a_mend(publication)


def wait_for_channel(publication: Publication) -> None:
    """Let it wait until the channel sends again."""
    channel = publication.channel
    until = channel.paused_until or timezone.now() + LONGEST_WAIT
    publication.postpone(until, channel.reason or str(_("The channel is paused.")))


def let_rest(transport: Transport) -> None:
    """Pause the channel before its limit hits, when its last answer calls for it.

    A pause that an error brought about stays as it is.
    """
    channel, rest = transport.channel, transport.rest()
    if rest is None or channel.state != channel.State.ACTIVE:
        return
    turned = channel.pause(rest.sentence, timezone.now() + rest.time)
    if turned and rest.time >= WORTH_A_LETTER:
        notices.channel_paused(channel)


def wait_for_a_mend(publication: Publication) -> None:
    """Let it wait for a program without that fault; the managers hear of it once."""
    first = publication.reason != str(OUR_FAULT)
    waits = publication.postpone(timezone.now() + LONGEST_WAIT, str(OUR_FAULT))
    if waits and first:
        notices.late(publication, OUR_FAULT)


def _try_later(
    publication: Publication, attempt: Attempt, error: SendError, transport: Transport
) -> None:
    setbacks = publication.attempts.setbacks()
    until = timezone.now() + wait(setbacks)
    if publication.postpone(until, str(error.message)) and setbacks == LATE:
        notices.late(publication, error.message)


def _wait_as_asked(
    publication: Publication, attempt: Attempt, error: SendError, transport: Transport
) -> None:
    if error.retry_after is None:
        _try_later(publication, attempt, error, transport)
        return
    until = timezone.now() + error.retry_after
    if error.whole_channel:
        turned = transport.channel.pause(str(error.message), until)
        if turned and error.retry_after >= WORTH_A_LETTER:
            notices.channel_paused(transport.channel)
    publication.postpone(until, str(error.message))


def _look_first(
    publication: Publication, attempt: Attempt, error: SendError, transport: Transport
) -> None:
    if attempt.purpose != Attempt.Purpose.PUBLISH:
        # To amend, to withdraw and to look are safe to repeat.
        _try_later(publication, attempt, error, transport)
        return
    told = transport.was_told(publication)
    look_at = timezone.now() if told else attempt.settled_at(transport.grace_time())
    publication.record_unsure(look_at, str(error.message))


def _give_up(
    publication: Publication, attempt: Attempt, error: SendError, transport: Transport
) -> None:
    _refuse(publication, error, first=attempt.purpose == Attempt.Purpose.PUBLISH)


def _refuse(publication: Publication, error: SendError, *, first: bool) -> None:
    if first:
        publication.channel.give_turn_back(publication)
        if publication.record_failed(str(error.message)):
            notices.failed(publication, error.message)
    elif publication.record_disagreement(str(error.message)):
        notices.disagrees(publication, error.message)


def _stop_channel(
    publication: Publication, attempt: Attempt, error: SendError, transport: Transport
) -> None:
    if transport.channel.pause(str(error.message)):
        notices.channel_paused(transport.channel)
    publication.postpone(timezone.now() + LONGEST_WAIT, str(error.message))


ACTIONS = {
    Outcome.NOT_SENT: _try_later,
    Outcome.LATER: _wait_as_asked,
    Outcome.AMBIGUOUS: _look_first,
    Outcome.REFUSED: _give_up,
    Outcome.CHANNEL_DOWN: _stop_channel,
}

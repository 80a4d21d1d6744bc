"""The signed words in our links: who leaves, who confirms, who sees her data."""

from collections.abc import Callable
from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner

#: A sign-up that is not confirmed by then must be asked for again.
CONFIRM_WITHIN = timedelta(days=7)
#: Mails get forwarded: what opens somebody's data must not lie about for long.
OWN_WITHIN = timedelta(hours=24)
#: Who is asked whether to go on has that long to answer.
STAY_WITHIN = timedelta(days=60)

_leave = Signer(salt="newsletter.leave", sep="~")
_confirm = TimestampSigner(salt="newsletter.confirm", sep="~")
_own = TimestampSigner(salt="newsletter.own", sep="~")
_stay = TimestampSigner(salt="newsletter.stay", sep="~")


def leave_token(subscriber_id: int | None) -> str:
    """Return the word that takes this subscriber off, for good; None: nobody."""
    return _leave.sign(str(subscriber_id))


def who_leaves(token: str) -> int | None:
    """Return the subscriber's key, None for a word that is not ours."""
    return _subscriber(_leave.unsign, token)


def confirm_token(subscriber_id: int) -> str:
    """Return the word that confirms this subscriber's wish, for seven days."""
    return _confirm.sign(str(subscriber_id))


def who_confirms(token: str) -> int | None:
    """Return the subscriber's key, None for a word that is not ours or too old."""
    return _subscriber(
        lambda signed: _confirm.unsign(signed, max_age=CONFIRM_WITHIN), token
    )


def own_token(subscriber_id: int) -> str:
    """Return the word that opens this subscriber's data, for a day."""
    return _own.sign(str(subscriber_id))


def whose_own(token: str) -> int | None:
    """Return the subscriber's key, None for a word that is not ours or too old."""
    return _subscriber(lambda signed: _own.unsign(signed, max_age=OWN_WITHIN), token)


def stay_token(subscriber_id: int) -> str:
    """Return the word with which this subscriber says that she stays."""
    return _stay.sign(str(subscriber_id))


def who_stays(token: str) -> int | None:
    """Return the subscriber's key, None for a word that is not ours or too old."""
    return _subscriber(lambda signed: _stay.unsign(signed, max_age=STAY_WITHIN), token)


def _subscriber(unsign: Callable[[str], str], token: str) -> int | None:
    try:
        return int(unsign(token))
    except (BadSignature, ValueError):
        return None

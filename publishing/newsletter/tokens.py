"""The signed words in our links: who leaves, who confirms."""

from collections.abc import Callable
from datetime import timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner

#: A sign-up that is not confirmed by then must be asked for again.
CONFIRM_WITHIN = timedelta(days=7)

_leave = Signer(salt="newsletter.leave", sep="~")
_confirm = TimestampSigner(salt="newsletter.confirm", sep="~")


def leave_token(subscriber_id: int) -> str:
    """Return the word that takes this subscriber off the newsletter, for good."""
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


def _subscriber(unsign: Callable[[str], str], token: str) -> int | None:
    try:
        return int(unsign(token))
    except (BadSignature, ValueError):
        return None

"""What Facebook's errors mean for us: one table, one look-up.

https://developers.facebook.com/docs/graph-api/guides/error-handling
https://developers.facebook.com/docs/pages-api/error-codes
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached
from publishing.transport import Outcome, SendError, Sentence


@dataclass(frozen=True)
class Meaning:
    """What a kind of error means: the verdict, and what the manager can do.

    `wait` is how long to leave Facebook alone when it doesn't say itself.
    """

    outcome: Outcome
    sentence: Sentence
    wait: timedelta | None = None


UNREACHABLE = Meaning(
    Outcome.NOT_SENT,
    _("Facebook could not be reached. Nothing was sent; we try again by ourselves."),
)
NOT_READ = Meaning(
    Outcome.NOT_SENT,
    _("Facebook did not answer clearly. We ask again by ourselves."),
)
UNCLEAR = Meaning(
    Outcome.AMBIGUOUS,
    _(
        "Facebook did not say clearly whether it took the post. We look at the "
        "Page before anything is sent again."
    ),
)
REPEATED = Meaning(
    Outcome.AMBIGUOUS,
    _(
        "Facebook says that this very post is already there. We look at the Page "
        "before anything is sent again."
    ),
)
RATE_LIMIT = Meaning(
    Outcome.LATER,
    _("Facebook asks us to slow down. The post leaves as soon as it lets us."),
    timedelta(minutes=15),
)
BLOCKED_FOR_HOURS = Meaning(
    Outcome.LATER,
    _(
        "Facebook finds that the Page posts too often or repeats itself. We wait "
        "six hours. Please vary the words, and look at the Page's quality on Facebook."
    ),
    timedelta(hours=6),
)
RECONNECT = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "Facebook no longer accepts our access to the Page. Please have the Page "
        "connected anew."
    ),
)
CONFIRM_ACCOUNT = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "Facebook wants the person who connected the Page to sign in and confirm "
        "her account. Then have the Page connected anew."
    ),
)
ROLE_LOST = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "The person who connected the Page no longer has a role on it. Give her the "
        "role back on Facebook, or have the Page connected by somebody else."
    ),
)
PAGE_TOKEN_WANTED = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "We act on Facebook as a person, not as the Page. Please have the Page "
        "connected anew, with the Page's own token."
    ),
)
NOT_ALLOWED = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "Facebook no longer allows us to post on the Page. Check the rights given to "
        "the application, then have the Page connected anew."
    ),
)
ACCOUNT_BLOCKED = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "Facebook has blocked posting on the Page. Look at the Page's quality on "
        "Facebook and follow what it asks; nothing is sent until then."
    ),
)
APP_SETTINGS = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "Facebook does not recognise our application. Its number and secret must be "
        "checked in the settings of the server."
    ),
)
BAD_PHOTO = Meaning(
    Outcome.REFUSED,
    _("Facebook cannot read the photo. Please choose another one, then send again."),
)
BAD_LINK = Meaning(
    Outcome.REFUSED,
    _(
        "Facebook cannot open the link in the post. Check that the page is online and "
        "can be reached from outside, then send again."
    ),
)
GONE = Meaning(
    Outcome.REFUSED,
    _("The post is no longer on Facebook; somebody deleted it there."),
)
REFUSED = Meaning(
    Outcome.REFUSED,
    _("Facebook does not accept this post. Please change its words or its photo."),
)

#: By code and subcode, for what a subcode turns into something else.
BY_PAIR: dict[tuple[int, int], Meaning] = {
    (1, 2853006): NOT_ALLOWED,
    (100, 33): GONE,
    (190, 459): CONFIRM_ACCOUNT,
    (190, 464): CONFIRM_ACCOUNT,
    (190, 492): ROLE_LOST,
    (190, 2069032): PAGE_TOKEN_WANTED,
    (200, 1609008): BAD_LINK,
}
#: By one number. The long ones arrive as code or as subcode, depending on the call.
BY_NUMBER: dict[int, Meaning] = {
    1: UNCLEAR,  # posts were seen created with it
    2: UNCLEAR,
    3: NOT_ALLOWED,
    4: RATE_LIMIT,
    10: NOT_ALLOWED,  # also a permission that was not used for ninety days
    17: RATE_LIMIT,
    32: RATE_LIMIT,
    102: RECONNECT,
    104: APP_SETTINGS,
    190: RECONNECT,
    324: BAD_PHOTO,
    341: RATE_LIMIT,
    368: BLOCKED_FOR_HOURS,
    506: REPEATED,
    613: RATE_LIMIT,
    803: GONE,
    1500: BAD_LINK,
    1705: PAGE_TOKEN_WANTED,
    80001: RATE_LIMIT,
    1346003: ACCOUNT_BLOCKED,
    1349125: ACCOUNT_BLOCKED,
    1366046: BAD_PHOTO,
    1366051: REPEATED,
    1404006: ACCOUNT_BLOCKED,
    1404078: ACCOUNT_BLOCKED,
    1404102: ACCOUNT_BLOCKED,
    1404112: ACCOUNT_BLOCKED,
    1609005: BAD_LINK,
    2061006: BAD_LINK,
    4854002: ACCOUNT_BLOCKED,
}
PERMISSIONS = range(200, 300)
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
        retry_after = _asked_wait(getattr(error, "headers", {})) or meaning.wait
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
    return (
        _look_up(error.code, error.subcode)
        or (UNCLEAR if error.is_transient or error.http_status >= 500 else None)
        or REFUSED
    )


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


def _asked_wait(headers: Mapping[str, str]) -> timedelta | None:
    """Return the longest wait that the usage header asks for, None without one."""
    try:
        usage = json.loads(headers.get("X-Business-Use-Case-Usage", "{}"))
        minutes = [
            limit.get("estimated_time_to_regain_access", 0)
            for limits in usage.values()
            for limit in limits
        ]
    except (ValueError, AttributeError, TypeError):
        return None
    return timedelta(minutes=max(minutes, default=0)) or None

"""What Facebook's errors mean for us: the table, and nothing else.

https://developers.facebook.com/docs/graph-api/guides/error-handling
https://developers.facebook.com/docs/pages-api/error-codes
https://developers.facebook.com/docs/graph-api/overview/rate-limiting
https://developers.facebook.com/docs/video-api/reference/error-codes
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from publishing.transport import Outcome, Sentence


@dataclass(frozen=True)
class Meaning:
    """What a kind of error means: the verdict, and what the manager can do.

    `wait` is how long to leave Facebook alone when it doesn't say itself.
    """

    outcome: Outcome
    sentence: Sentence
    wait: timedelta | None = None


# --- It may be there, or nothing has happened ---------------------------------

UNREACHABLE = Meaning(
    Outcome.NOT_SENT,
    _("Facebook could not be reached. Nothing was sent; we try again by ourselves."),
)
NOT_READ = Meaning(
    Outcome.NOT_SENT,
    _("Facebook did not answer clearly. We ask again by ourselves."),
)
VIDEO_INTERRUPTED = Meaning(
    Outcome.NOT_SENT,
    _("The video was interrupted on its way. We send it again by ourselves."),
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

# --- Wait ----------------------------------------------------------------------

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

# --- The channel doesn't work: nothing fails, everything waits -----------------

RECONNECT = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "Facebook no longer accepts our access to the Page. Please have the Page "
        "connected anew."
    ),
)
APP_REMOVED = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "The person who connected the Page took our application off her Facebook "
        "account. Please have the Page connected anew, and leave the application there."
    ),
)
PASSWORD_CHANGED = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "The person who connected the Page changed her Facebook password, which ends "
        "our access. Please have the Page connected anew."
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
PERMISSION_LOST = Meaning(
    Outcome.CHANNEL_DOWN,
    _(
        "A permission is missing; Facebook takes one back when it was not used for "
        "ninety days. Please have the Page connected anew, and accept all that is "
        "asked."
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

# --- This content won't do ------------------------------------------------------

BAD_PHOTO = Meaning(
    Outcome.REFUSED,
    _("Facebook cannot read the photo. Please choose another one, then send again."),
)
BAD_VIDEO = Meaning(
    Outcome.REFUSED,
    _(
        "Facebook does not take this video: its length, size or format won't do. "
        "Please choose another one, then send again."
    ),
)
BAD_LINK = Meaning(
    Outcome.REFUSED,
    _(
        "Facebook cannot open the link in the post. Check that the page is online and "
        "can be reached from outside, then send again."
    ),
)
FACEBOOK_LINK = Meaning(
    Outcome.REFUSED,
    _(
        "A post's link cannot lead to Facebook itself. Take that link out of the "
        "words, then send again."
    ),
)
GONE = Meaning(
    Outcome.REFUSED,
    _("The post is no longer on Facebook; somebody deleted it there."),
)
NO_FIGURES = Meaning(
    Outcome.REFUSED,
    _(
        "Facebook gives these figures only to Pages with more followers. There is "
        "nothing to do."
    ),
)
RETIRED = Meaning(
    Outcome.REFUSED,
    _(
        "Facebook no longer offers this. Tell whoever runs the server: CityHub must "
        "be brought up to date."
    ),
)
REFUSED = Meaning(
    Outcome.REFUSED,
    _("Facebook does not accept this post. Please change its words or its photo."),
)

#: By code and subcode, for what a subcode turns into something else.
BY_PAIR: dict[tuple[int, int], Meaning] = {
    (1, 2853006): NOT_ALLOWED,
    (100, 33): GONE,
    (190, 458): APP_REMOVED,
    (190, 459): CONFIRM_ACCOUNT,
    (190, 460): PASSWORD_CHANGED,
    (190, 464): CONFIRM_ACCOUNT,
    (190, 492): ROLE_LOST,
    (190, 2069032): PAGE_TOKEN_WANTED,
    (200, 1609008): FACEBOOK_LINK,
    **dict.fromkeys([(200, number) for number in range(2069030, 2069034)], RETIRED),
}
#: By one number. The long ones arrive as code or as subcode, depending on the call.
BY_NUMBER: dict[int, Meaning] = {
    1: UNCLEAR,  # posts were seen created with it
    2: UNCLEAR,
    3: NOT_ALLOWED,
    4: RATE_LIMIT,
    10: PERMISSION_LOST,
    12: RETIRED,
    17: RATE_LIMIT,
    32: RATE_LIMIT,
    100: REFUSED,
    101: APP_SETTINGS,
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
    2500: RETIRED,
    3001: RETIRED,
    6000: VIDEO_INTERRUPTED,
    80001: RATE_LIMIT,
    1346003: ACCOUNT_BLOCKED,
    1349125: ACCOUNT_BLOCKED,
    1363019: VIDEO_INTERRUPTED,
    1363021: VIDEO_INTERRUPTED,
    **dict.fromkeys(range(1363022, 1363027), BAD_VIDEO),
    1363030: VIDEO_INTERRUPTED,
    1363031: BAD_VIDEO,
    1363032: BAD_VIDEO,
    1363033: VIDEO_INTERRUPTED,
    1363037: VIDEO_INTERRUPTED,
    1363041: VIDEO_INTERRUPTED,
    1363045: VIDEO_INTERRUPTED,
    1366046: BAD_PHOTO,
    1366051: REPEATED,
    1390008: BLOCKED_FOR_HOURS,
    1404006: ACCOUNT_BLOCKED,
    1404078: ACCOUNT_BLOCKED,
    1404102: ACCOUNT_BLOCKED,
    1404112: ACCOUNT_BLOCKED,
    1609005: BAD_LINK,
    2061006: BAD_LINK,
    2874008: NO_FIGURES,
    4854002: ACCOUNT_BLOCKED,
}
#: A whole family of codes says that something isn't allowed.
PERMISSIONS = range(200, 300)

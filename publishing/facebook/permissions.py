"""The permissions that the application asks for, and the clock of each.

A permission that isn't used for ninety days is taken back, without a word.
https://developers.facebook.com/docs/permissions
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, PageGraph
from publishing.facebook.models import PermissionUse
from publishing.models import Attempt, Channel
from publishing.town_time import say_full_date
from publishing.transport import Finding

Purpose = Attempt.Purpose

#: Without these, the Page can't be posted on and read back.
NEEDED = ("pages_show_list", "pages_read_engagement", "pages_manage_posts")
#: What is lost without each of those that only help.
HELPFUL = {
    "pages_manage_engagement": gettext_lazy(
        "Without %(permission)s CityHub cannot write below a post: a link in the first "
        "comment and some corrections are left to you."
    ),
    "pages_manage_metadata": gettext_lazy(
        "Without %(permission)s Facebook cannot tell CityHub what happens on the Page: "
        "it looks now and then instead."
    ),
    "read_insights": gettext_lazy(
        "Without %(permission)s Facebook gives no figures besides the fans."
    ),
}
#: What each is for, in people's words; Facebook's own name follows.
PURPOSES = {
    "pages_show_list": gettext_lazy("Permission to find the Page"),
    "pages_read_engagement": gettext_lazy("Permission to read the Page"),
    "pages_manage_posts": gettext_lazy("Permission to post"),
    "pages_manage_engagement": gettext_lazy("Permission to comment"),
    "pages_manage_metadata": gettext_lazy("Permission to be told at once"),
    "read_insights": gettext_lazy("Permission to read figures"),
}

#: Reading the newest post uses it; that look is made anyway.
READING = "pages_read_engagement"
#: What the daily look reads with the others: an edge of the Page, its parameters.
READS: dict[str, tuple[str, dict[str, str]]] = {
    "pages_manage_metadata": ("subscribed_apps", {}),
    "read_insights": ("insights", {"metric": "page_follows", "period": "day"}),
}
#: Nothing can be read with these: what we write on the Page uses them.
POSTING = (Purpose.PUBLISH, Purpose.AMEND, Purpose.WITHDRAW)
WRITES = {
    "pages_show_list": POSTING,
    "pages_manage_posts": POSTING,
    "pages_manage_engagement": (Purpose.FOLLOW_UP, Purpose.REMARK),
}
IDLE = timedelta(days=90)
SOON = timedelta(days=14)


def missing(scopes: frozenset[str]) -> list[str]:
    """Return the permissions that we need and `scopes` lacks."""
    return [permission for permission in NEEDED if permission not in scopes]


def findings(
    graph: PageGraph, channel: Channel, scopes: frozenset[str]
) -> list[Finding]:
    """Read with each permission that we have; say when an unused one would go.

    Called right after the Page's posts were read.
    """
    refused = list(_reads(graph, channel, scopes))
    return [_helpful(scopes), *refused, *_clocks(channel, scopes)]


def name_of(permission: str) -> str:
    """Return what the permission is for, with Facebook's name for it."""
    return f"{PURPOSES[permission]} ({permission})"


def _helpful(scopes: frozenset[str]) -> Finding:
    """Say what is lost for want of a permission; the town may do without."""
    lost = [
        sentence % {"permission": permission}
        for permission, sentence in HELPFUL.items()
        if permission not in scopes
    ]
    return Finding(
        name=_("Permissions that help"),
        ok=None if lost else True,
        sentence=" ".join(lost),
    )


def _reads(
    graph: PageGraph, channel: Channel, scopes: frozenset[str]
) -> Iterator[Finding]:
    used = [READING]
    for permission, (edge, parameters) in READS.items():
        if permission not in scopes:
            continue
        try:
            graph.get_connections(channel.remote_id, edge, **parameters)
        except GraphError as error:
            sentence = f"{send_error(error, writing=False).message}"
            yield Finding(name=name_of(permission), ok=False, sentence=sentence)
        else:
            used.append(permission)
    PermissionUse.note(channel, used, timezone.now())


def _clocks(channel: Channel, scopes: frozenset[str]) -> Iterator[Finding]:
    uses = PermissionUse.objects.filter(channel=channel)
    known = dict(uses.values_list("permission", "used_at"))
    for permission in (*NEEDED, *HELPFUL):
        both = [known.get(permission), _last_write(channel, permission)]
        last = max((use for use in both if use), default=None)
        if permission in scopes and last:
            yield _clock(permission, last)


def _clock(permission: str, last: datetime) -> Finding:
    ends_at = last + IDLE
    sentence = _(
        "Used last on %(last)s. Unless it is used before %(day)s, Facebook takes it "
        "back."
    )
    if permission in NEEDED and permission in WRITES:
        sentence = _(
            "Used last on %(last)s. Unless something is posted or corrected before "
            "%(day)s, Facebook takes it back."
        )
    elif permission in WRITES:
        sentence = _(
            "Used last on %(last)s. Unless CityHub comments or the Page is connected "
            "anew before %(day)s, Facebook takes it back."
        )
    days = {
        "last": say_full_date(last),
        "day": say_full_date(ends_at),
    }
    fresh = ends_at - timezone.now() > SOON
    if permission in HELPFUL:  # nobody is called for what the town may do without
        return Finding(
            name=name_of(permission), ok=fresh or None, sentence=sentence % days
        )
    return Finding(
        name=name_of(permission),
        ok=fresh,
        sentence=sentence % days,
        ends_at=ends_at,
        key=permission,
    )


def _last_write(channel: Channel, permission: str) -> datetime | None:
    """Return when something was written that uses `permission`."""
    done = Attempt.objects.filter(
        publication__channel=channel,
        result=Attempt.Result.DONE,
        purpose__in=WRITES.get(permission, ()),
    )
    return done.aggregate(last=Max("ended_at"))["last"]

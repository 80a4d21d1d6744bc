"""The permissions that the application asks for, and the clock of each.

A permission that isn't used for ninety days is taken back, without a word.
https://developers.facebook.com/docs/permissions
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, PageGraph
from publishing.facebook.models import PermissionUse
from publishing.models import Attempt, Channel
from publishing.town_time import in_town
from publishing.transport import Finding

#: Without these, the Page can't be posted on and read back.
NEEDED = ("pages_show_list", "pages_read_engagement", "pages_manage_posts")
#: With these, Facebook tells us at once what happens, and gives us figures.
HELPFUL = ("pages_manage_metadata", "read_insights")

#: Reading the newest post uses it; that look is made anyway.
READING = "pages_read_engagement"
#: What the daily look reads with the others: an edge of the Page, its parameters.
READS: dict[str, tuple[str, dict[str, str]]] = {
    "pages_manage_metadata": ("subscribed_apps", {}),
    "read_insights": ("insights", {"metric": "page_follows", "period": "day"}),
}
#: Nothing can be read with these: posting uses them.
POSTING = ("pages_show_list", "pages_manage_posts")
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
    return [*refused, *_clocks(channel, scopes)]


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
            name = _("Reading with %(permission)s") % {"permission": permission}
            sentence = f"{send_error(error, writing=False).message}"
            yield Finding(name=name, ok=False, sentence=sentence)
        else:
            used.append(permission)
    PermissionUse.note(channel, used, timezone.now())


def _clocks(channel: Channel, scopes: frozenset[str]) -> Iterator[Finding]:
    uses = PermissionUse.objects.filter(channel=channel)
    known = dict(uses.values_list("permission", "used_at"))
    posted = _last_posted(channel)
    for permission in (*NEEDED, *HELPFUL):
        both = [known.get(permission), posted if permission in POSTING else None]
        last = max((use for use in both if use), default=None)
        if permission in scopes and last:
            yield _clock(permission, last)


def _clock(permission: str, last: datetime) -> Finding:
    ends_at = last + IDLE
    day = date_format(in_town(ends_at), "DATE_FORMAT")
    sentence = _(
        "Used last on %(last)s. Unless it is used before %(day)s, Facebook takes it "
        "back."
    )
    if permission in POSTING:
        sentence = _(
            "Used last on %(last)s. Unless something is posted or corrected before "
            "%(day)s, Facebook takes it back."
        )
    used_on = date_format(in_town(last), "DATE_FORMAT")
    return Finding(
        name=_("Permission %(permission)s") % {"permission": permission},
        ok=ends_at - timezone.now() > SOON,
        sentence=sentence % {"last": used_on, "day": day},
        ends_at=ends_at,
        key=permission,
    )


def _last_posted(channel: Channel) -> datetime | None:
    done = Attempt.objects.filter(
        publication__channel=channel, result=Attempt.Result.DONE
    ).exclude(purpose=Attempt.Purpose.LOOK)
    return done.aggregate(last=Max("ended_at"))["last"]

"""A Page's health: the token, its clocks, a read with each permission, who sees it."""

from django.utils.translation import gettext as _

from publishing.facebook import access, permissions, subscription, versions, visibility
from publishing.facebook.errors import send_error
from publishing.facebook.graph import GraphError, NoClearAnswer, NotReached, PageGraph
from publishing.models import Channel
from publishing.transport import Finding, Outcome

#: The task without which nobody may publish on a Page.
PUBLISHING_TASK = "CREATE_CONTENT"
#: What recognises the newest post, and where everybody should see it.
NEWEST = {"fields": "id,message,permalink_url", "limit": "1"}


def findings(graph: PageGraph, channel: Channel) -> list[Finding]:
    """Return one finding for each thing that must work; trouble is one as well."""
    try:
        granted = access.inspect(graph.access_token)
        found = access.findings(granted, channel.remote_id)
        if not granted.valid:
            return found[:1]
        newest = graph.get_connections(channel.remote_id, "published_posts", **NEWEST)
        answered = graph.headers.get("facebook-api-version", graph.version)
        used = permissions.findings(
            graph, channel, granted.scopes_on(channel.remote_id)
        )
    except (GraphError, NoClearAnswer, NotReached) as error:
        return [_trouble(error)]
    return [
        *found,
        tasks(channel),
        *used,
        Finding(name=_("Reading the Page"), ok=True),
        visibility.finding(next(iter(newest["data"]), None)),
        versions.finding(graph.version, answered),
        subscription.finding(channel),
    ]


def tasks(channel: Channel) -> Finding:
    """Say what the person who connected the Page may do there.

    Facebook tells it to a person's token only, so it is what was true then.
    """
    name, given = _("Role on the Page"), channel.credentials.get("tasks", "")
    if PUBLISHING_TASK in given.split():
        return Finding(name=name, ok=True)
    sentence = _(
        "Facebook tells the role only when somebody signs in there. Connect the Page "
        "that way to have it checked."
    )
    return Finding(name=name, ok=None, sentence=sentence)


def _trouble(error: Exception) -> Finding:
    verdict = send_error(error, writing=False)
    return Finding(
        name=_("Access to the Page"),
        ok=False,
        sentence=f"{verdict.message}",
        fatal=verdict.outcome == Outcome.CHANNEL_DOWN,
    )

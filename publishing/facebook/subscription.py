"""Asking Facebook to call us when something happens on a Page.

Two steps: the application names its address, which Facebook tries at once with a
handshake; then the Page lets the application hear of its feed.
https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.facebook.checks import LOOPBACK
from publishing.facebook.graph import PageGraph
from publishing.facebook.models import PageWatch
from publishing.facebook.webhook import verify_token
from publishing.models import Channel
from publishing.transport import Finding

FIELDS = "feed"


def address() -> str:
    """Return where Facebook calls."""
    return f"{settings.CITYHUB_BASE_URL}{reverse('facebook:webhook')}"


def can_be_called() -> bool:
    """Whether Facebook could reach us: it wants https, our sandbox a neighbour."""
    if not (settings.FACEBOOK_APP_ID and settings.FACEBOOK_APP_SECRET):
        return False
    here = urlsplit(settings.CITYHUB_BASE_URL)
    facebook = urlsplit(settings.FACEBOOK_GRAPH_URL)
    if facebook.hostname in LOOPBACK:
        return here.hostname in LOOPBACK
    return here.scheme == "https" and here.hostname not in LOOPBACK


def finding(channel: Channel) -> Finding:
    """Say how we hear of what happens on the Page; both ways work, one is slower."""
    name = _("News from the Page")
    watch = PageWatch.objects.filter(channel_id=channel.pk).first()
    if watch is not None and watch.told_at is not None:
        sentence = _("Facebook tells CityHub at once.")
        return Finding(name=name, ok=True, sentence=sentence)
    minutes = max(settings.FACEBOOK_LOOK_SECONDS // 60, 1)
    if not can_be_called():
        sentence = ngettext(
            "Facebook cannot call CityHub here; CityHub looks every minute instead.",
            "Facebook cannot call CityHub here; CityHub looks every %(minutes)d "
            "minutes instead.",
            minutes,
        )
        return Finding(name=name, ok=True, sentence=sentence % {"minutes": minutes})
    sentence = _(
        "Facebook does not call CityHub yet, so CityHub looks by itself now and then."
    )
    return Finding(name=name, ok=None, sentence=sentence)


def subscribe(graph: PageGraph, page_id: str) -> None:
    """Subscribe to the Page's feed; may be repeated. Raises what PageGraph raises."""
    app_id = settings.FACEBOOK_APP_ID
    application = PageGraph(f"{app_id}|{settings.FACEBOOK_APP_SECRET}")
    application.request(
        f"{graph.version}/{app_id}/subscriptions",
        post_args={
            "object": "page",
            "callback_url": address(),
            "fields": FIELDS,
            "include_values": True,
            "verify_token": verify_token(),
        },
    )
    graph.request(
        f"{graph.version}/{page_id}/subscribed_apps",
        post_args={"subscribed_fields": FIELDS},
    )

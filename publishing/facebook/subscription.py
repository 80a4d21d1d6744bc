"""Asking Facebook to call us when something happens on a Page.

Two steps: the application names its address, which Facebook tries at once with a
handshake; then the Page lets the application hear of its feed.
https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from publishing.facebook.checks import LOOPBACK
from publishing.facebook.graph import PageGraph
from publishing.facebook.webhook import verify_token

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

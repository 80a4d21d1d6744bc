"""Addresses of the Graph API: who is called, and how answers and faults look."""

import json
import time
from collections.abc import Callable, Iterator
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from publishing.facebook.sandbox.card import read_card
from publishing.facebook.sandbox.graph import accounts, posts, subscriptions
from publishing.facebook.sandbox.graph.call import Call
from publishing.facebook.sandbox.graph.refusal import Refusal, not_there
from publishing.facebook.sandbox.models import Fault

Answer = dict[str, object]
NEWEST, OLDEST = 26, 21
RATE_LIMIT = 80001
#: Edges whose writing leaves nothing to see.
HIDDEN = {"photos", "subscriptions", "subscribed_apps"}

EDGES: dict[tuple[str, str], Callable[[Call, str], Answer]] = {
    ("GET", "feed"): posts.list_feed,
    ("GET", "posts"): posts.list_posts,
    ("GET", "published_posts"): posts.list_posts,
    ("POST", "feed"): posts.publish,
    ("POST", "photos"): posts.upload_photo,
    ("GET", "attachments"): posts.list_attachments,
    ("GET", "comments"): posts.list_comments,
    ("POST", "comments"): posts.comment,
    ("GET", "insights"): accounts.read_insights,
    ("GET", "subscriptions"): subscriptions.list_subscriptions,
    ("POST", "subscriptions"): subscriptions.subscribe_application,
    ("GET", "subscribed_apps"): subscriptions.list_applications,
    ("POST", "subscribed_apps"): subscriptions.subscribe_page,
    ("DELETE", "subscribed_apps"): subscriptions.unsubscribe_page,
}
NODES: dict[str, Callable[[Call, str], Answer]] = {
    "POST": posts.edit,
    "DELETE": posts.delete,
}


def speaks_graph(view: Callable[..., Answer]) -> Callable[..., HttpResponseBase]:
    """Turn a view that returns a dict into an address of the Graph API."""

    @csrf_exempt
    @wraps(view)
    def address(
        request: HttpRequest, version: str = f"v{NEWEST}.0", **names: str
    ) -> HttpResponseBase:
        call, minutes = Call(request, version), 0
        # What shows on the Page; an upload or a scrape does not.
        shows = call.method != "GET" and names.get("edge") not in HIDDEN and bool(names)
        try:
            if not call.scrapes:  # faults wait for a call that matters
                _suffer_before(shows)
            answer: Answer = view(call, **names)
            response = _suffer_after(shows, answer)
        except Refusal as refusal:
            minutes = 1 if refusal.body["code"] == RATE_LIMIT else 0
            response = JsonResponse({"error": refusal.body}, status=refusal.http_status)
        for name, value in _headers(call, minutes).items():
            response.headers[name] = value
        return response

    return address


@speaks_graph
def node(call: Call, object_id: str) -> Answer:
    """Read, edit or delete one object."""
    if call.method in NODES:
        return NODES[call.method](call, object_id)
    if call.token.page.number == object_id:
        return accounts.read_page(call, object_id)
    return posts.read(call, object_id)


@speaks_graph
def edge(call: Call, object_id: str, edge: str) -> Answer:
    """Read from an edge, or add to it."""
    if (call.method, edge) not in EDGES:
        raise not_there(call.method, f"{object_id}/{edge}")
    return EDGES[call.method, edge](call, object_id)


@speaks_graph
def me(call: Call) -> Answer:
    """Say who the token belongs to."""
    return accounts.read_me(call)


@speaks_graph
def my_accounts(call: Call) -> Answer:
    """Read the Pages of the token's person."""
    return accounts.list_accounts(call)


@speaks_graph
def debug_token(call: Call) -> Answer:
    """Say what a token is worth."""
    return accounts.debug_token(call)


@speaks_graph
def access_token(call: Call) -> Answer:
    """Give a token for another."""
    return accounts.exchange_token(call)


@speaks_graph
def root(call: Call) -> Answer:
    """Read the preview of a link anew: POST /?id=…&scrape=true."""
    link = call.params.get("id", "")
    if not (call.scrapes and link):
        raise Refusal(
            100, "(#100) The sandbox only scrapes here: POST /?id=&scrape=true"
        )
    call.token  # noqa: B018 - raises without a good one
    card = read_card(link)
    return {"url": link, "title": card.title, "description": card.description}


def _suffer_before(shows: bool) -> None:
    """Let the faults strike that keep Facebook from doing what it is asked."""
    if Fault.objects.strikes(Fault.Kind.SLOW):
        time.sleep(settings.FACEBOOK_READ_TIMEOUT / 4)
    if Fault.objects.strikes(Fault.Kind.EXPIRED):
        message = "Error validating access token: Session has expired"
        raise Refusal(190, message, subcode=463)
    if Fault.objects.strikes(Fault.Kind.RATE_LIMIT):
        message = f"(#{RATE_LIMIT}) There have been too many calls to this Page."
        raise Refusal(RATE_LIMIT, message)
    if shows and Fault.objects.strikes(Fault.Kind.BLOCKED):
        message = "The action attempted has been deemed abusive or is disallowed"
        raise Refusal(368, message, subcode=1390008)
    if shows and Fault.objects.strikes(Fault.Kind.ERROR_BEFORE):
        raise _broken()


def _suffer_after(shows: bool, answer: Answer) -> HttpResponseBase:
    """Answer; or let the faults strike that swallow the answer."""
    if not shows:
        return JsonResponse(answer)
    if Fault.objects.strikes(Fault.Kind.ERROR_AFTER):
        raise _broken()
    if Fault.objects.strikes(Fault.Kind.DROP):
        return StreamingHttpResponse(_cut(answer), content_type="application/json")
    if Fault.objects.strikes(Fault.Kind.TIMEOUT):
        time.sleep(settings.FACEBOOK_READ_TIMEOUT * 1.25)
    return JsonResponse(answer)


def _cut(answer: Answer) -> Iterator[bytes]:
    """Send half of the answer, then cut the connection."""
    text = json.dumps(answer).encode()
    yield text[: len(text) // 2]
    raise ConnectionResetError


def _broken() -> Refusal:
    message = "An unexpected error has occurred. Please retry your request later."
    return Refusal(2, message, http_status=500, is_transient=True)


def _headers(call: Call, minutes: int) -> dict[str, str]:
    """Return the version that really answers, and how much of the limits is used.

    `minutes` is how long the Page must be left alone.
    """
    asked = int(call.version.lstrip("v").split(".")[0])
    percent = 1
    if not call.scrapes and Fault.objects.strikes(Fault.Kind.NEARLY_FULL):
        percent, minutes = 85, 1
    limit = {"type": "pages", "estimated_time_to_regain_access": minutes}
    used = {"call_count": percent, "total_cputime": 1, "total_time": 1}
    return {
        "facebook-api-version": f"v{min(max(asked, OLDEST), NEWEST)}.0",
        "X-App-Usage": json.dumps(used),
        "X-Business-Use-Case-Usage": json.dumps({"page": [{**used, **limit}]}),
    }

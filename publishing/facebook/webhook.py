"""Facebook calls here when something happens on the Page.

What comes is checked, kept and answered; a worker handles it (settling.py).
https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

import hashlib
import hmac
import logging
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_ratelimit.core import get_usage

from publishing.facebook.feed import Malformed, read_call, told
from publishing.facebook.models import PageUpdate, PageWatch
from publishing.models import Channel

logger = logging.getLogger(__name__)

#: A call tells of a thousand changes at most, and is far smaller than this.
LARGEST = 1_000_000
#: Refusals of one address; above that, its calls are not even read.
REFUSALS = "30/10m"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest) -> HttpResponse:
    """Take a call of Facebook, or show Facebook that we are who it looks for."""
    if _too_many_refusals(request, count=False):
        return _say("Too many refused calls.", 429)
    response = _shake_hands(request) if request.method == "GET" else _take(request)
    if response.status_code != 200:
        _too_many_refusals(request, count=True)
        logger.warning(
            "A call of the webhook was refused: %d, %s bytes",
            response.status_code,
            request.headers.get("Content-Length", "0"),
        )
    return response


def verify_token() -> str:
    """Return the word by which Facebook recognises this installation."""
    derived = salted_hmac("publishing.facebook.webhook", "verify token")
    return settings.FACEBOOK_WEBHOOK_VERIFY_TOKEN or derived.hexdigest()


def _shake_hands(request: HttpRequest) -> HttpResponse:
    known = constant_time_compare(
        request.GET.get("hub.verify_token", ""), verify_token()
    )
    if request.GET.get("hub.mode") != "subscribe" or not known:
        return _say("Not subscribed from here.", 403)
    return _say(request.GET.get("hub.challenge", "")[:200], 200)


def _take(request: HttpRequest) -> HttpResponse:
    """Check and keep a call; nothing is parsed before its signature is right."""
    try:
        size = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        return _say("No length.", 400)
    if size > LARGEST:
        return _say("Too long.", 413)
    signature = request.headers.get("X-Hub-Signature-256", "")
    if not (settings.FACEBOOK_APP_SECRET and signature.startswith("sha256=")):
        return _say("No signature.", 403)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return _say("Too long.", 413)
    if not constant_time_compare(signature, signature_of(body)):
        return _say("Wrong signature.", 403)
    try:
        _keep(body)
    except Malformed as fault:
        return _say(f"Malformed: {fault}.", 400)
    return _say("Kept.", 200)


def signature_of(body: bytes) -> str:
    """Return the signature that Facebook gives to `body`."""
    secret = settings.FACEBOOK_APP_SECRET.encode()
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"


def _keep(body: bytes) -> None:
    changes = read_call(body)
    channels = _channels_of([page_id for page_id, _value in changes])
    updates = [
        update
        for page_id, value in changes
        if page_id in channels
        for update in told(channels[page_id], value)
    ]
    if channels:
        PageUpdate.keep(updates)
        heard = {channel.pk for channel in channels.values()}
        PageWatch.objects.note_heard(heard, timezone.now())


def _channels_of(page_ids: Sequence[str]) -> dict[str, Channel]:
    known = Channel.objects.open().filter(kind=Channel.Kind.FACEBOOK)
    channels = known.filter(remote_id__in=set(page_ids)).defer("sealed_credentials")
    return {channel.remote_id: channel for channel in channels}


def _too_many_refusals(request: HttpRequest, *, count: bool) -> bool:
    usage = get_usage(
        request,
        group="facebook.webhook.refused",
        key="ip",
        rate=REFUSALS,
        increment=count,
    )
    return bool(usage and usage["count"] >= usage["limit"])


def _say(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")

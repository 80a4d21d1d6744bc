"""Subscribing to what happens on a Page.

https://developers.facebook.com/docs/graph-api/reference/app/subscriptions
https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps
"""

import json
import secrets

import requests
from django.conf import settings

from publishing.facebook.sandbox.graph.call import Call
from publishing.facebook.sandbox.graph.refusal import Refusal, not_there
from publishing.facebook.sandbox.models import Callback

MANAGE = "pages_manage_metadata"
PATIENCE = (1, 3)


def list_subscriptions(call: Call, number: str) -> dict[str, object]:
    """Read where the application wants to be called."""
    _check_application(call, number)
    rows = Callback.objects.filter(application=number)
    return {
        "data": [
            {
                "object": "page",
                "callback_url": row.address,
                "active": True,
                "fields": [{"name": name} for name in row.fields],
            }
            for row in rows
        ]
    }


def subscribe_application(call: Call, number: str) -> dict[str, object]:
    """Keep the application's address, if it knows its own word."""
    _check_application(call, number)
    if call.params.get("object") != "page":
        raise Refusal(100, "(#100) The sandbox only tells of Pages")
    address = call.params.get("callback_url", "")
    _shake_hands(address, call.params.get("verify_token", ""))
    Callback.objects.update_or_create(
        application=number,
        defaults={"address": address, "fields": _names(call, "fields")},
    )
    return {"success": True}


def list_applications(call: Call, number: str) -> dict[str, object]:
    """Read which applications hear of the Page."""
    page = call.as_page(number, MANAGE)
    if not page.subscribed_fields:
        return {"data": []}
    application = {
        "id": settings.FACEBOOK_APP_ID,
        "subscribed_fields": page.subscribed_fields,
    }
    return {"data": [application]}


def subscribe_page(call: Call, number: str) -> dict[str, object]:
    """Let the application hear of the Page; replaces what it heard of before."""
    page = call.as_page(number, MANAGE)
    names = _names(call, "subscribed_fields")
    if not names:
        raise Refusal(100, "(#100) Param subscribed_fields is required")
    page.subscribed_fields = names
    page.save(update_fields=["subscribed_fields"])
    return {"success": True}


def unsubscribe_page(call: Call, number: str) -> dict[str, object]:
    """Let the application hear no more of the Page."""
    page = call.as_page(number, MANAGE)
    page.subscribed_fields = []
    page.save(update_fields=["subscribed_fields"])
    return {"success": True}


def _check_application(call: Call, number: str) -> None:
    if number != settings.FACEBOOK_APP_ID:
        raise not_there(call.method, number)
    if not call.by_app:
        message = "(#15) This method must be called with an app access_token."
        raise Refusal(15, message)


def _names(call: Call, name: str) -> list[str]:
    """Return names that came as JSON or with commas between them."""
    text = call.params.get(name, "")
    if text.startswith("["):
        try:
            return [str(each) for each in json.loads(text)]
        except ValueError:
            raise Refusal(100, f"(#100) Param {name} must be an array") from None
    return [each.strip() for each in text.split(",") if each.strip()]


def _shake_hands(address: str, token: str) -> None:
    """Ask `address` whether it wants to be called; only a neighbour is asked."""
    challenge = str(secrets.randbelow(10**9))
    query = {
        "hub.mode": "subscribe",
        "hub.verify_token": token,
        "hub.challenge": challenge,
    }
    try:
        if not address.startswith(f"{settings.CITYHUB_BASE_URL}/"):
            raise requests.ConnectionError
        answer = requests.get(address, query, timeout=PATIENCE, allow_redirects=False)
    except requests.RequestException:
        answer = None
    if answer is None or answer.status_code != 200 or answer.text != challenge:
        message = "(#2200) Callback verification failed"
        raise Refusal(2200, message)

"""Facebook Login: from a button to the token of the person who pressed it.

https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow

What must be kept between the steps stays in the session of who pressed it, for ten
minutes: a number used once, and the token, sealed.
"""

import json
import secrets
from collections.abc import Mapping, MutableMapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from publishing.credentials import CredentialsLost, decrypt, encrypt
from publishing.facebook import access, permissions
from publishing.facebook.connection import NotConnected, lasting, said_in_words
from publishing.facebook.graph import GraphError, PageGraph

Session = MutableMapping[str, Any]

SALT = "publishing.facebook.login"
STATE, TOKEN = "facebook_login_state", "facebook_login_token"
PATIENCE = timedelta(minutes=10)


def is_possible() -> bool:
    """Whether the application is known; without it there is no dialogue."""
    return bool(settings.FACEBOOK_APP_ID and settings.FACEBOOK_APP_SECRET)


def begin(session: Session, return_address: str) -> str:
    """Return the address of Facebook's dialogue, for this session only."""
    session[STATE] = secrets.token_urlsafe(24)
    question = {
        "client_id": settings.FACEBOOK_APP_ID,
        "redirect_uri": return_address,
        "state": signing.dumps(session[STATE], salt=SALT),
        "scope": ",".join((*permissions.NEEDED, *permissions.HELPFUL)),
        "auth_type": "rerequest",  # what was declined before is asked again
        "response_type": "code",
    }
    base = settings.FACEBOOK_LOGIN_URL.rstrip("/")
    version = PageGraph("").version
    return f"{base}/{version}/dialog/oauth?{urlencode(question)}"


def finish(session: Session, answer: Mapping[str, str], return_address: str) -> None:
    """Keep the token of who comes back from the dialogue with `answer`.

    Raises NotConnected with what to do next.
    """
    if not _is_our_question(session, answer.get("state", "")):
        raise NotConnected(
            _(
                "This sign-in with Facebook is too old, or was not begun here. Begin anew."
            )
        )
    if answer.get("error") == "access_denied":
        raise NotConnected(
            _("You declined on Facebook, so nothing is connected. Begin anew to agree.")
        )
    if "code" not in answer:
        raise NotConnected(_("Facebook broke off the sign-in. Begin anew in a while."))
    with said_in_words():
        short = _token_for(answer["code"], return_address)
        keep(session, lasting(short, access.inspect(short)))


def keep(session: Session, token: str) -> None:
    """Keep `token` until a Page is chosen, sealed."""
    until = (timezone.now() + PATIENCE).isoformat()
    session[TOKEN] = encrypt(json.dumps({"token": token, "until": until}))


def kept(session: Session) -> str:
    """Return the token that was kept, "" when it is too old."""
    try:
        held = json.loads(decrypt(session.get(TOKEN, "")) or "{}")
    except CredentialsLost:
        held = {}
    if held and datetime.fromisoformat(held["until"]) > timezone.now():
        return held["token"]
    forget(session)
    return ""


def forget(session: Session) -> None:
    """Forget the token; the channel has its own now."""
    session.pop(TOKEN, None)


def _is_our_question(session: Session, state: str) -> bool:
    """Whether `state` is what this session sent, lately and once."""
    sent = session.pop(STATE, "")
    try:
        came = signing.loads(state, salt=SALT, max_age=PATIENCE)
    except signing.BadSignature:
        return False
    return bool(sent) and constant_time_compare(came, sent)


def _token_for(code: str, return_address: str) -> str:
    """Exchange `code`; it is worth something once, and for this application only."""
    graph = PageGraph("")
    exchange = {
        "client_id": settings.FACEBOOK_APP_ID,
        "client_secret": settings.FACEBOOK_APP_SECRET,
        "redirect_uri": return_address,
        "code": code,
    }
    try:
        path = f"{graph.version}/oauth/access_token"
        return graph.request(path, post_args=exchange)["access_token"]
    except GraphError as error:
        if error.code != 100:
            raise
        raise NotConnected(
            _("This sign-in with Facebook was used already. Begin anew."),
            detail=error.detail,
        ) from None

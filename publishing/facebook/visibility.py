"""Whether residents see the posts: only those of a Live application are public.

Facebook has no call that tells, so we look as a visitor would, without a token:
the newest post's own address. Facebook often answers machines with its sign-in
page; then only a person can tell, and we say so.
https://developers.facebook.com/docs/development/build-and-test/app-modes
"""

import html
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from publishing.transport import Finding

#: The first words of a post stand in the page's head; more isn't read.
READ_BYTES = 2_000_000
ENOUGH_WORDS = 60


def finding(newest: Mapping[str, Any] | None) -> Finding:
    """Look at the newest post as somebody who isn't signed in."""
    name = _("Seen by everybody")
    if newest is None:
        return Finding(name=name, ok=None, sentence=_("There is no post to look at."))
    address = newest.get("permalink_url", "")
    seen = _sees(address, newest.get("message", ""))
    if seen:
        return Finding(name=name, ok=True)
    sentence = _(
        "The newest post cannot be seen without signing in: %(address)s. Switch the "
        "application to Live, in its settings on Facebook; the posts then show."
    )
    if seen is None:
        sentence = _(
            "Facebook shows this post to people only: %(address)s. Open it in a "
            "private window; if it isn't there, switch the application to Live."
        )
    return Finding(name=name, ok=seen, sentence=sentence % {"address": address})


def _sees(address: str, words: str) -> bool | None:
    """Return whether `address` shows `words` to everybody, None if nobody can tell."""
    if not (words.strip() and _is_facebook(address)):
        return None
    timeout = settings.FACEBOOK_CONNECT_TIMEOUT, settings.FACEBOOK_READ_TIMEOUT
    try:
        with requests.get(address, timeout=timeout, stream=True) as answer:
            text = answer.raw.read(READ_BYTES, decode_content=True).decode(
                errors="replace"
            )
    except (requests.RequestException, OSError):
        return None
    if answer.status_code in (requests.codes.not_found, requests.codes.gone):
        return False
    first = words.strip().splitlines()[0][:ENOUGH_WORDS]
    in_script = json.dumps(first)[1:-1]
    return True if first in html.unescape(text) or in_script in text else None


def _is_facebook(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    ours = urlsplit(settings.FACEBOOK_LOGIN_URL).hostname
    return host == ours or host.endswith(".facebook.com")

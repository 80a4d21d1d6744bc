"""How often one may try; above that, a sentence.

Counted in the default cache. The embedded hub's cache lives in its one web
process; with several, CACHE_URL names a shared one.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_ratelimit.core import get_usage, is_ratelimited

SUBMISSIONS = "60/h"
PHOTOS = "200/h"
TOO_MANY = _("That is a lot at once. Please try again in an hour.")
REQUESTS = "5/h"
LOOKS = "120/m"  # at what we understand, and at how it will look
#: Wrong passwords: for one name from one address, and for one address.
FAILURES = (("name", "10/10m"), ("ip", "100/10m"))


def too_many_submissions(request: HttpRequest) -> bool:
    """Count one submission; whether this person sent too many."""
    return is_ratelimited(
        request, group="myshop.submit", key="user", rate=SUBMISSIONS, increment=True
    )


def too_many_photos(request: HttpRequest) -> bool:
    """Count one photo on its way; whether this person sent too many."""
    return is_ratelimited(
        request, group="myshop.photo", key="user", rate=PHOTOS, increment=True
    )


def too_many_looks(request: HttpRequest) -> bool:
    """Count one look at an unsent item; whether this person looks too often."""
    return is_ratelimited(
        request, group="myshop.look", key="user", rate=LOOKS, increment=True
    )


def too_many_requests(request: HttpRequest, about: str) -> bool:
    """Count one request for mail; whether too many came from there, or about it."""
    limits = [
        is_ratelimited(
            request, group=f"myshop.ask.{name}", key=key, rate=rate, increment=True
        )
        for name, key, rate in (
            ("ip", "ip", "30/h"),
            ("about", lambda *_: about.lower(), REQUESTS),
        )
    ]
    return any(limits)


def too_many_failures(request: HttpRequest, name: str, *, count: bool) -> bool:
    """Whether too many wrong passwords came; with `count`, one more has come."""
    usages = [
        get_usage(
            request, group=f"sign_in.{what}", key=_key(what, name), rate=rate,
            increment=count,
        )
        for what, rate in FAILURES
    ]  # fmt: skip
    return any(usage and usage["count"] >= usage["limit"] for usage in usages)


def _key(what: str, name: str) -> str | Callable[[str, HttpRequest], str]:
    if what == "ip":
        return "ip"
    return lambda group, request: f"{name.lower()} {request.META['REMOTE_ADDR']}"

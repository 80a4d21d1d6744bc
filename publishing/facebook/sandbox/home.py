"""The sandbox answers on this machine only."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase

from publishing.facebook.checks import LOOPBACK

View = Callable[..., HttpResponseBase]


def only_at_home(view: View) -> View:
    """Hide `view` under any name but the machine's own.

    The system check refuses such a setting; a web server doesn't run the checks.
    """

    @wraps(view)
    def at_home(request: HttpRequest, *args: str, **names: str) -> HttpResponseBase:
        host, _port = split_domain_port(request.get_host())
        if host not in LOOPBACK:
            raise Http404
        return view(request, *args, **names)

    return at_home

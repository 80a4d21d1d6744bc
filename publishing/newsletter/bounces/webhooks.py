"""Where the mail provider calls: anymail's own views, for the provider in use only.

A call without the secret is turned away before it is read. Without a secret in
the settings there is no address at all.
"""

from functools import wraps

from anymail.backends.base import AnymailBaseBackend
from anymail.urls import urlpatterns as anymail_urls
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.module_loading import import_string


def provider() -> str:
    """Return the name of the mail provider in use, as anymail spells it; "" for none."""
    backend = import_string(settings.EMAIL_BACKEND)
    return backend.esp_name if issubclass(backend, AnymailBaseBackend) else ""


def are_open() -> bool:
    """Whether the provider can tell us what comes back."""
    return bool(provider() and settings.ANYMAIL.get("WEBHOOK_SECRET"))


def _for_the_provider_in_use(pattern: URLPattern) -> URLPattern:
    view = pattern.callback
    name = view.view_class.esp_name  # type: ignore[attr-defined]

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not are_open() or name != provider():
            raise Http404
        return view(request)

    return path(str(pattern.pattern), guarded, name=pattern.name)


app_name = "provider"
urlpatterns = [
    _for_the_provider_in_use(pattern)
    for pattern in anymail_urls
    if pattern.name.endswith("tracking_webhook")
]

"""My shop as an application of the phone: installed, and usable without network."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.models import Site

from cityhub.home.models import TownSettings
from cityhub.myshop.bundles import SCRIPT, STYLE
from cityhub.myshop.views.counter import CounterView, person_key

#: What a screen needs besides its style and its script.
SHELL = ("icon.svg", "fonts/bricolage-grotesque-latin.woff2")
#: What the service worker itself is made of.
SHARED = ("myshop/store.js", "myshop/outbox.js")
ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@method_decorator(never_cache, name="dispatch")
class WhoIsThereView(CounterView):
    """Who is signed in on this phone, and a token for what it sends."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the phone."""
        return JsonResponse(
            {"person": person_key(self.user), "csrf": get_token(request)}
        )


class WorkerView(View):
    """The service worker: a new one for each version of the shell."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Serve it; the browser looks for a newer one at each visit."""
        context = {
            "version": shell_version(),
            "shell": shell(),
            "shared": [static(name) for name in SHARED],
            "offline": reverse("myshop:offline"),
        }
        response = render(request, "myshop/sw.js", context, "text/javascript")
        response["Cache-Control"] = "no-cache"
        return response


class OfflineView(TemplateView):
    """What is shown without network, where nothing better is kept."""

    template_name = "myshop/offline.html"


class ManifestView(View):
    """What the phone shows of My shop once it stands on the home screen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Serve it."""
        start = reverse("myshop:items")
        return JsonResponse(
            {
                "id": start,
                "start_url": start,
                "scope": start,
                "name": f"{_('My shop')} · {_town()}",
                "short_name": _("My shop"),
                "lang": get_language(),
                "display": "standalone",
                "background_color": "#fffdf7",
                "theme_color": "#fffdf7",
                "icons": [_icon(size, purpose) for size, purpose in ICONS],
            },
            content_type="application/manifest+json",
            headers={
                "Cache-Control": "max-age=3600",
                "Vary": "Accept-Language, Cookie",
            },
        )


def shell() -> list[str]:
    """Return the addresses of what a screen needs to look and work as it should."""
    return [STYLE.address, SCRIPT.address, *(static(name) for name in SHELL)]


def shell_version() -> str:
    """Return what changes whenever a file of the shell does."""
    return sha256("".join(shell()).encode()).hexdigest()[:12]


def _town() -> str:
    site = Site.objects.get(is_default_site=True)
    return TownSettings.for_site(site).name


def _icon(size: int, purpose: str) -> dict[str, Any]:
    return {
        "src": static(f"myshop/icons/{purpose}-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }

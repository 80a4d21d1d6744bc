"""What robots may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CLOSED = ("/gestion/", "/ma-boutique/", "/recherche/", "/documents/")


def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt: people's screens are closed, and there is a sitemap."""
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED)]
    lines.append(f"Sitemap: {settings.CITYHUB_BASE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")

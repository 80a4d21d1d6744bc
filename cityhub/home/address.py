"""The site's address: one truth, CITYHUB_BASE_URL."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def follow_base_url(**kwargs: object) -> None:
    """Write the host and port of CITYHUB_BASE_URL into Wagtail's default site.

    Absolute addresses in posts, mails and feeds are then those that people reach.
    """
    url = urlsplit(settings.CITYHUB_BASE_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True):
        if (site.hostname, site.port) != (url.hostname, port):
            site.hostname, site.port = url.hostname or "localhost", port
            site.save()

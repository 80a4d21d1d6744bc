"""Wagtail's site follows CITYHUB_BASE_URL, the one truth of the address."""

import pytest

from cityhub.home.address import follow_base_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://localhost:8001", "localhost", 8001),
        ("https://www.example.org", "www.example.org", 443),
        ("http://example.org", "example.org", 80),
    ],
)
def test_the_site_gets_host_and_port(settings, site, url, host, port):
    settings.CITYHUB_BASE_URL = url
    follow_base_url()
    site.refresh_from_db()
    assert (site.hostname, site.port) == (host, port)


def test_pages_know_their_full_address(settings, shop_index):
    settings.CITYHUB_BASE_URL = "https://www.example.org"
    follow_base_url()
    assert shop_index.full_url == "https://www.example.org/boutiques/"

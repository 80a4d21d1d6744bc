"""The preview of a link, as Facebook reads it from the page's Open Graph tags."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings

TIMEOUT = (1, 3)
MAX_HTML = 500_000
CRAWLER = {"User-Agent": "facebookexternalhit/1.1 (CityHub's sandbox)"}


@dataclass(frozen=True, kw_only=True)
class Card:
    """What the preview of a link shows; all of it may be empty."""

    title: str = ""
    description: str = ""
    image: str = ""


class _OpenGraph(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        meta = dict(attrs)
        name, content = meta.get("property"), meta.get("content")
        if tag == "meta" and name and content:
            self.tags.setdefault(name, content)


def read_card(link: str) -> Card:
    """Return the preview of `link`; an empty one unless it is on our own site.

    The sandbox never fetches anything from elsewhere.
    """
    if not link.startswith(f"{settings.CITYHUB_BASE_URL}/"):
        return Card()
    try:
        answer = requests.get(link, headers=CRAWLER, timeout=TIMEOUT)
    except requests.RequestException:
        return Card()
    if not (answer.ok and answer.url.startswith(f"{settings.CITYHUB_BASE_URL}/")):
        return Card()
    page = _OpenGraph()
    page.feed(answer.text[:MAX_HTML])
    image = page.tags.get("og:image", "")
    return Card(
        title=page.tags.get("og:title", "")[:300],
        description=page.tags.get("og:description", ""),
        image=urlsplit(urljoin(answer.url, image)).path[:500] if image else "",
    )

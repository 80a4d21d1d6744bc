"""Free text of an issue, as HTML with whole addresses and as plain text."""

import re
from html.parser import HTMLParser

from django.conf import settings
from wagtail.rich_text import expand_db_html


def absolute(source: str) -> str:
    """Return stored rich text as HTML whose links work in a mail."""
    html = expand_db_html(source)
    return re.sub(r'href="/(?!/)', f'href="{settings.CITYHUB_BASE_URL}/', html)


def as_text(html: str) -> str:
    """Return rich text as plain text: lists with dashes, links with their address."""
    writer = _Writer()
    writer.feed(html)
    return re.sub(r"\n{3,}", "\n\n", "".join(writer.parts)).strip()


class _Writer(HTMLParser):
    """Knows the few tags that the editor offers."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "ul", "ol"}:
            self.parts.append("\n\n")
        elif tag == "a" and self.link:
            self.parts.append(f" ({self.link})")
            self.link = ""

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

"""The parts of an issue by the names the manager knows them under."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from publishing.newsletter.blocks import IssueBody
from publishing.newsletter.contents import Contents, Piece

#: What a piece says to readers; the rest of it is addresses and switches.
WORDS = (
    "title", "text", "when", "where", "caption", "who", "number", "label", "source",
    "question", "button", "signature",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Place:
    """One piece, and how the manager finds it."""

    name: str
    piece: Piece

    def words(self) -> Iterator[str]:
        """Yield what it says, as plain text."""
        for holder in (self.piece, *self.piece.get("entries", ())):
            yield from (holder[name] for name in WORDS if holder.get(name))

    def links(self) -> list[str]:
        """Return where its own links lead: "" for one that leads nowhere."""
        if self.piece["kind"] == "poll":
            return [self.piece["url"]] if self.piece["url"] else []
        if self.piece["kind"] != "text":
            return []  # short links, which we make
        reader = _Links()
        reader.feed(self.piece["html"])
        return reader.found


def places_in(said: Contents) -> Iterator[Place]:
    """Yield the pieces of an issue, named after their section and their title."""
    labels = {
        name: str(block.label).capitalize()
        for name, block in IssueBody().child_blocks.items()
    }
    section = ""
    for piece in said.pieces:
        if piece["kind"] == "heading":
            section = piece["text"]
        title = piece.get("title") or piece.get("question") or _opening(piece)
        short = Truncator(title).chars(40)
        named = _("“%(title)s”") % {"title": short} if title else ""
        kind = labels[piece["kind"]]
        parts = (kind, named) if piece["kind"] == "heading" else (section, kind, named)
        yield Place(name=" · ".join(filter(None, parts)), piece=piece)


def _opening(piece: Piece) -> str:
    """Return its first words, without the addresses of links."""
    if "html" not in piece:
        return piece.get("text", "")
    return " ".join(strip_tags(piece["html"].replace("<", " <")).split())


class _Links(HTMLParser):
    """Rich text loses the address of a page that was deleted, not the link."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append((dict(attrs).get("href") or "").strip())

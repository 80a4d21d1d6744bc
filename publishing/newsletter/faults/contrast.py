"""Whether the mail's words stand out from their ground (WCAG 2.2, 1.4.3).

Read from the finished mail, in which every rule stands in its tag: so it holds
for whatever the town's templates colour.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

LEAST = 4.5
LEAST_FOR_LARGE = 3.0
LARGE, LARGE_IF_BOLD = 24.0, 18.66
BOLD = 700
SILENT = {"head", "style", "script", "title"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
NAMED = {"white": "#ffffff", "black": "#000000"}


@dataclass(frozen=True, kw_only=True)
class Pale:
    """Words that are hard to read: their colour, its ground, how far apart."""

    words: str
    colour: str
    ground: str
    ratio: float


@dataclass(frozen=True)
class _Style:
    colour: str = "#000000"
    ground: str = "#ffffff"
    size: float = 16.0
    bold: bool = False
    shown: bool = True

    @property
    def least(self) -> float:
        large = LARGE_IF_BOLD if self.bold else LARGE
        return LEAST_FOR_LARGE if self.size >= large else LEAST


def pale_words(html: str) -> list[Pale]:
    """Return one finding for each pair of colours that are too much alike."""
    reader = _Reader()
    reader.feed(html)
    return list(reader.found.values())


def ratio(colour: str, ground: str) -> float:
    """Return how far two colours ("#1d4f73") are apart: 1 to 21."""
    dark, light = sorted((_luminance(colour), _luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, _Style]] = []
        self.found: dict[tuple[str, str], Pale] = {}

    @property
    def style(self) -> _Style:
        return self.open[-1][1] if self.open else _Style()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, _within(self.style, tag, dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _style in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        words, style = " ".join(data.split()), self.style
        pair = (style.colour, style.ground)
        if not words or not style.shown or pair in self.found:
            return
        apart = ratio(*pair)
        if apart < style.least:
            self.found[pair] = Pale(
                words=words, colour=style.colour, ground=style.ground, ratio=apart
            )


def _within(around: _Style, tag: str, attrs: dict[str, str | None]) -> _Style:
    rules = dict(_rules(attrs.get("style") or ""))
    ground = rules.get("background-color") or rules.get("background") or ""
    size = re.fullmatch(r"([\d.]+)px", rules.get("font-size", ""))
    weight = rules.get("font-weight", "")
    bold = around.bold or tag in {"b", "strong", "h1", "h2", "h3"}
    if weight:
        bold = weight == "bold" or (weight.isdigit() and int(weight) >= BOLD)
    hidden = tag in SILENT or rules.get("display") == "none"
    return _Style(
        colour=_hex(rules.get("color", "")) or around.colour,
        ground=_hex(ground) or _hex(attrs.get("bgcolor") or "") or around.ground,
        size=float(size[1]) if size else around.size,
        bold=bold,
        shown=around.shown and not hidden,
    )


def _rules(style: str) -> Iterator[tuple[str, str]]:
    for rule in style.split(";"):
        name, colon, value = rule.partition(":")
        if colon:
            value = value.replace("!important", "")
            yield name.strip().lower(), value.strip().lower()


def _hex(value: str) -> str:
    value = NAMED.get(value.lower(), value)
    found = HEX.search(value)
    if not found:
        return ""
    digits = found[0].lower()
    return "#" + "".join(d * 2 for d in digits[1:]) if len(digits) == 4 else digits

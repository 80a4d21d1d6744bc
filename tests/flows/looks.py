"""How a screen is judged: by axe-core and in plain words, in each of its looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.words import TECHNICAL

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
#: What only the colours decide; all else is the same by day and by night.
COLOURS = ("color-contrast", "link-in-text-block")
#: What is Wagtail's own and not ours to mend, with the reason.
LEFT_TO_WAGTAIL = {
    ".tagit-new": "the field of tags, which a script of Wagtail's makes without a name",
    "#fileupload": "the field behind the button that adds several pictures",
    ".w-minimap__list": "the small map of a long form, which repeats its headings",
    "small .nolink": "the links to pages of a kind, close below each other",
}

JUDGE = """async ([context, options]) => {
  const found = await axe.run(context, options);
  return found.violations.flatMap(violation => violation.nodes.map(node => {
    const why = [...node.any, ...node.all, ...node.none].map(check => check.message);
    return `${violation.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} — ${why.join('; ')}`;
  }));
}"""
#: Colours half-way from one look to the next are nobody's.
HOLD_STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { animation: none !important; transition: none !important }');
  document.adoptedStyleSheets.push(sheet);
}"""
#: What people see or hear: the text of the page and what names its parts.
SAID = """() => {
  const named = ['aria-label', 'title', 'placeholder', 'alt', 'data-w-tooltip-content-value'];
  const words = named.flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)].map(each => each.getAttribute(name)));
  const page = document.body.cloneNode(true);
  page.querySelectorAll('script, style, template, code, pre, [data-content]').forEach(each => each.remove());
  return [document.title, page.textContent, ...words].join('\\n');
}"""


@dataclass(frozen=True)
class Look:
    """How wide the screen is, and whether it is night."""

    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.width} px, {self.scheme}"


DESK, PHONE = 1280, 390
LOOKS = (
    Look(DESK, "light"),
    Look(DESK, "dark"),
    Look(PHONE, "dark"),
    Look(PHONE, "light"),
)


def judge(page: Page, looks: tuple[Look, ...] = LOOKS) -> Iterator[str]:
    """Yield a line for each violation of WCAG 2.2 A and AA in any of the looks."""
    seen_at = set()
    page.evaluate(AXE_SCRIPT)
    page.evaluate(HOLD_STILL)
    for look in looks:
        page.set_viewport_size({"width": look.width, "height": 900})
        page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
        rules = {"type": "tag", "values": WCAG}
        if look.width in seen_at:
            rules = {"type": "rule", "values": COLOURS}
        seen_at.add(look.width)
        context = {
            "include": [["html"]],
            "exclude": [[each] for each in LEFT_TO_WAGTAIL],
        }
        options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
        for line in page.evaluate(JUDGE, [context, options]):
            yield f"{look}: {line}"


def technical_words(page: Page) -> Iterator[str]:
    """Yield each technical word on the screen, with what stands around it."""
    said = re.sub(r"\s+", " ", page.evaluate(SAID))
    for found in TECHNICAL.finditer(said):
        yield f"technical word: … {said[max(0, found.start() - 40) : found.end() + 40]} …"

"""`make guides`: photograph the running town and print the guides, in each language."""

import os
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from django.template import Context, Engine
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from playwright.sync_api import Browser, Page, sync_playwright

from cityhub.hub.lock import free_port
from tests.flows import chromium
from tests.flows.conftest import ROOT, Hub, start_hub
from tests.guides.pictures import MANAGER, SHOPKEEPER, sign_in

HERE = Path(__file__).parent
STATIC = ROOT / "cityhub" / "static"
BESIDE = ("icon.svg", "fonts/bricolage-grotesque-latin.woff2")
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
PHONE = {
    "viewport": {"width": 390, "height": 720},
    "device_scale_factor": 1.6,
    "is_mobile": True,
    "has_touch": True,
}
SCREEN = {"viewport": {"width": 1120, "height": 640}, "device_scale_factor": 1}
#: The admin's menu is left out: what stands beside it is to be read.
BESIDE_THE_MENU = {"x": 200, "y": 0, "width": 920, "height": 600}
ROLES: dict[str, tuple[dict, dict | None, dict[str, Callable[[Page], None]]]] = {
    "shopkeeper": (PHONE, None, SHOPKEEPER),
    "manager": (SCREEN, BESIDE_THE_MENU, MANAGER),
}
MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"),
    (re.compile(r"`(.+?)`"), r"<kbd>\1</kbd>"),
)


def marked(text: str) -> SafeString:
    """Return `text` with what stands between stars or backticks set apart."""
    shown = escape(text)
    for pattern, markup in MARKS:
        shown = pattern.sub(markup, shown)
    return mark_safe(shown)  # noqa: S308 (escaped above)


def photograph(browser: Browser, hub: Hub, role: str, language: str, to: Path) -> None:
    """Take the pictures of a role's guide."""
    device, clip, pictures = ROLES[role]
    context = browser.new_context(
        base_url=hub.url, locale=LOCALES[language], reduced_motion="reduce", **device
    )
    page = context.new_page()
    sign_in(page, role)
    for name, show in pictures.items():
        show(page)
        page.screenshot(path=to / f"{name}.jpg", quality=65, type="jpeg", clip=clip)
    context.close()


def lay_out(role: str, language: str, to: Path) -> None:
    """Write the guide as a page of HTML beside its pictures."""
    words = tomllib.loads((HERE / "words" / f"{language}.toml").read_text())
    engine = Engine(dirs=[HERE])
    guide = words[role]
    for part in (*guide["steps"], *guide["notes"]):
        if "text" in part:
            part["text"] = marked(part["text"])
        part["lines"] = [marked(line) for line in part.get("lines", ())]
    values = {"guide": guide, "role": role, "language": language}
    context = Context(values, use_l10n=False)  # there is no Django about
    page = engine.get_template("guide.html").render(context)
    (to / f"{role}.html").write_text(page)
    shutil.copy(HERE / "guide.css", to)
    for name in BESIDE:
        shutil.copy(STATIC / name, to)


def make(browser: Browser, language: str) -> None:
    """Start a town that speaks `language`, and print both guides from it."""
    home = Path(tempfile.mkdtemp(prefix="cityhub-guides-"))
    hub = start_hub(home / "town", free_port(), LANGUAGE_CODE=language)
    try:
        hub.wait_ready(1200)
        for role in ROLES:
            photograph(browser, hub, role, language, home)
            lay_out(role, language, home)
            page = browser.new_page()
            page.goto(urljoin(home.as_uri() + "/", f"{role}.html"))
            made = STATIC / "guides" / f"{role}-{language}.pdf"
            made.parent.mkdir(exist_ok=True)
            page.pdf(path=made, format="A4", print_background=True, tagged=True)
            page.close()
            print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1024} KB")
    finally:
        hub.stop()
        shutil.rmtree(home)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        for language in LOCALES:
            chrome = playwright.chromium.launch(
                executable_path=chromium.find(),
                args=["--no-sandbox", "--disable-gpu", f"--lang={LOCALES[language]}"],
                env={**os.environ, "LANGUAGE": language},  # of the pickers of dates
            )
            make(chrome, language)
            chrome.close()

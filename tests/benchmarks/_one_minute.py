"""How many taps and seconds does an opening with a photo cost a shopkeeper?

A scripted phone of 390 px, typing three characters a second, from the link in her
mail to "sent"; then the same in Wagtail's own editor, as the baseline. The first
load is measured apart, on a slow network.
"""

import random
import re
import time
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, expect

from cityhub.demo.logins import LOGINS
from tests.flows.conftest import (
    PHONE,
    Hub,
    _fast_and_clean,
    browser,
    eventually,
    hub,
)
from tests.pictures import phone_photo

__all__ = ["_fast_and_clean", "browser", "hub"]

LETTER = 1000 / 3  # milliseconds for each, as thumbs type
#: Slow 3G, as Chromium's own tools have it, but for 50 KB/s.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50 * 1024,
    "uploadThroughput": 50 * 1024,
}
LOGIN = next(login for login in LOGINS if login.role == "shopkeeper")
SHOPKEEPER = f"{LOGIN.username}@example.org"
SENTENCE = "Nous ouvrons samedi rue du Four. Pain au levain et café."
TITLE = "Ouverture : Maison Weber"
LOADS = 3
PAINTED = "performance.getEntriesByName('first-contentful-paint')"
LIMITS = {"taps": 5, "seconds": 45, "kilobytes": 150, "usable": 2}


@dataclass
class Thumb:
    """Whoever holds the phone: counts taps, and types as people do."""

    page: Page
    taps: int = 0
    began: float = field(default_factory=time.monotonic)

    def tap(self, selector: str) -> None:
        """Touch what is there."""
        self.page.locator(selector).first.click()
        self.taps += 1

    def type(self, words: str) -> None:
        """Type into what was touched last."""
        self.page.keyboard.type(words, delay=LETTER)

    def choose_photo(self, button: str) -> None:
        """Open the phone's gallery by `button`, and touch a photo in it."""
        with self.page.expect_file_chooser() as chooser:
            self.tap(button)
        # Wagtail asks about a photo that it knows, which would cost another tap.
        content = phone_photo((4000 - random.randrange(500), 3000))
        photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content}
        chooser.value.set_files(photo)
        self.taps += 1

    @property
    def seconds(self) -> float:
        """Return how long it has taken so far."""
        return time.monotonic() - self.began


def test_one_minute(hub: Hub, browser: Browser) -> None:
    measure(hub.url, browser)


def measure(url: str, browser: Browser) -> None:
    """Print the figures of the town at `url`."""
    ours, seconds = _saying(url, browser)
    kilobytes, usable = _first_load(url, browser)
    theirs, baseline = _editor(url, browser)
    print(f"\nan opening with a photo, {len(SENTENCE)} letters at 3 a second")
    print(f"  My shop           {ours:3} taps {seconds:6.1f} s")
    print(f"  Wagtail's editor  {theirs:3} taps {baseline:6.1f} s (baseline)")
    print("  aims, the first load on slow 3G:")
    _say_how("taps", ours, "")
    _say_how("seconds", seconds, "s")
    _say_how("kilobytes", kilobytes, "KB")
    _say_how("usable", usable, "s")


def _phone(url: str, browser: Browser) -> BrowserContext:
    context = browser.new_context(
        base_url=url, viewport=PHONE, locale="fr-FR", has_touch=True, is_mobile=True
    )
    context.set_default_timeout(60_000)
    return context


def _link(page: Page) -> str:
    """Ask for a link, and return the one in the mail that comes."""

    def mails() -> int:
        page.goto(f"/sandbox/mail/?to={SHOPKEEPER}")
        return page.locator("ul.mailbox li a").count()

    before = mails()
    page.goto("/ma-boutique/connexion/")
    page.fill("[name=email]", SHOPKEEPER)
    page.locator("form[action$='/lien/'] button").click()
    page.wait_for_url("**/envoye/")

    def link() -> str:
        for place in range(mails() - before):  # others may come at that moment
            page.locator("ul.mailbox li a").nth(place).click()
            text = page.locator(".mailbox-text").text_content() or ""
            if found := re.search(r"http://\S+/entrer/\S+", text):
                return found[0]
            mails()
        return ""

    return eventually(link, 60)


def _saying(url: str, browser: Browser) -> tuple[int, float]:
    context = _phone(url, browser)
    page = context.new_page()
    link = _link(page)
    thumb = Thumb(page)
    page.goto(link)
    thumb.tap("main form button")
    page.wait_for_url("**/dire/")
    thumb.choose_photo("label.photo-button")
    thumb.tap("[name=text]")
    thumb.type(SENTENCE)
    thumb.tap("form[data-keep] .actions button:not([name])")
    expect(page.locator("main")).to_contain_text("Envoyé", timeout=60_000)
    result = thumb.taps, thumb.seconds
    context.close()
    return result


def _first_load(url: str, browser: Browser) -> tuple[float, float]:
    """Load the screen as on a phone that has never seen it."""
    context = _phone(url, browser)
    page = context.new_page()
    link = _link(page)
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url("**/dire/")
    cookies = context.cookies()
    context.close()
    loads = [_fresh_load(url, browser, cookies) for _ in range(LOADS)]
    kilobytes, usable = zip(*loads, strict=True)
    return median(kilobytes), median(usable)


def _fresh_load(url: str, browser: Browser, cookies: list) -> tuple[float, float]:
    """Return the kilobytes and the seconds until she sees it and can type.

    The browser's own clock measures, from when it is asked for the page.
    """
    fresh = _phone(url, browser)
    fresh.add_cookies(cookies)
    page = fresh.new_page()
    session = fresh.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    received: list[float] = []
    session.on(
        "Network.loadingFinished",
        lambda event: received.append(event["encodedDataLength"]),
    )
    page.goto("/ma-boutique/dire/opening/", wait_until="load")
    page.locator("[name=text]").fill("x")
    page.wait_for_function(f"() => {PAINTED}.length > 0")
    usable = page.evaluate(
        f"Math.max({PAINTED}[0].startTime,"
        " performance.getEntriesByType('navigation')[0].domInteractive)"
    )
    fresh.close()
    return sum(received) / 1024, usable / 1000


def _editor(url: str, browser: Browser) -> tuple[int, float]:
    """Do the same in Wagtail's editor, signed in already, from its first screen."""
    context = _phone(url, browser)
    page = context.new_page()
    page.goto("/gestion/login/")
    page.fill("[name=username]", LOGIN.username)
    page.fill("[name=password]", LOGIN.password)
    page.click("[type=submit]")
    page.wait_for_url("**/gestion/")
    thumb = Thumb(page)
    thumb.tap("button.sidebar-nav-toggle")
    thumb.tap(".sidebar button:has-text('Pages')")
    thumb.tap(".sidebar a[href^='/gestion/pages/']")
    page.wait_for_url(re.compile(r"/gestion/pages/\d+/$"))
    thumb.tap("a[href$='/add_subpage/']:visible")
    thumb.tap("main a[href*='/add/shops/newspage/']")
    thumb.tap("[name=title]")
    thumb.type(TITLE)
    page.select_option("[name=kind]", "opening")
    thumb.taps += 2  # open the list, touch the kind
    thumb.tap("[name=text]")
    thumb.type(SENTENCE)
    thumb.tap("#id_photo-chooser [data-chooser-action-choose]:visible")
    thumb.tap(".modal-body a[href='#tab-upload']")
    thumb.choose_photo(".modal-body [name$=upload-file]")
    expect(page.locator(".modal-body [name$=upload-title]")).not_to_have_value("")
    thumb.tap(".modal-body #tab-upload button[type=submit]")
    expect(page.locator(".modal-body")).to_have_count(0, timeout=60_000)
    thumb.tap('button[aria-label="Plus d\'actions"], .footer .w-dropdown__toggle')
    thumb.tap("[name=action-submit]")
    page.wait_for_url(lambda address: "/add/" not in address)
    result = thumb.taps, thumb.seconds
    context.close()
    return result


def _say_how(name: str, figure: float, unit: str) -> None:
    verdict = "kept" if figure <= LIMITS[name] else "MISSED"
    print(
        f"    {name:<10} {figure:6.1f} {unit:<2} of at most {LIMITS[name]}: {verdict}"
    )

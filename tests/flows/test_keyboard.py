"""Both journeys with the keyboard alone, and with letters twice as large."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cityhub.demo.logins import LOGINS
from tests.flows.conftest import DESK, PHONE, Hub
from tests.pictures import phone_photo

pytestmark = pytest.mark.xdist_group("flows")

WORDS = "Dégustation de confitures samedi de 10 h à 12 h, à la louche et sans souris."
#: No screen asks for more keys than this to get anywhere.
PATIENCE = 120
TWICE_AS_LARGE = """addEventListener('DOMContentLoaded', () => {
  document.documentElement.style.fontSize = '200%';
});"""


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def large(browser: Browser, hub: Hub, request) -> Iterator[Page]:
    """A screen on which every letter is twice as large."""
    context = browser.new_context(
        base_url=hub.url, viewport=request.param, locale="fr-FR"
    )
    context.add_init_script(TWICE_AS_LARGE)
    yield context.new_page()
    context.close()


def reach(page: Page, goal: Locator) -> None:
    """Press Tab until the focus is on `goal`, where anybody can see it."""
    expect(goal).to_have_count(1)
    for _step in range(PATIENCE):
        if goal.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(goal).to_be_focused()
    seen = goal.evaluate(
        """each => {
          const ring = getComputedStyle(each);
          const label = getComputedStyle(each.closest('label') ?? each);
          const drawn = [ring, label].some(one =>
            (one.outlineStyle !== 'none' && one.outlineWidth !== '0px')
            || one.boxShadow !== 'none');
          return drawn || each.matches('input, textarea, select');
        }"""
    )
    assert seen, f"The focus on {goal} can't be seen."


def press(page: Page, goal: Locator) -> None:
    """Go to `goal` and press Enter."""
    reach(page, goal)
    page.keyboard.press("Enter")


def write(page: Page, goal: Locator, words: str) -> None:
    """Go to `goal` and type."""
    reach(page, goal)
    page.keyboard.type(words)


def come_in(page: Page, role: str, door: str) -> None:
    """Sign in by keyboard."""
    login = next(login for login in LOGINS if login.role == role)
    page.goto(door)
    if door.startswith("/ma-boutique/"):
        press(page, page.locator("details.with-password summary"))
    write(page, page.locator("[name=username]"), login.username)
    write(page, page.locator("[name=password]"), login.password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: door not in url)


def nothing_hides(page: Page) -> None:
    """Nobody scrolls sideways to read a line."""
    assert page.evaluate(
        "document.scrollingElement.scrollWidth <= document.documentElement.clientWidth + 1"
    ), f"{page.url} is wider than its window"


def test_said_and_approved_without_a_mouse(hub: Hub, phone: Page, desktop: Page):
    come_in(phone, "shopkeeper", "/ma-boutique/connexion/")
    phone.goto("/ma-boutique/")
    press(phone, phone.locator(".places a").first)
    with phone.expect_file_chooser() as chooser:
        press(phone, phone.locator("[data-photo]"))
    photo = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": phone_photo()}
    chooser.value.set_files(photo)
    expect(phone.locator(".on-phone")).to_contain_text("La photo est arrivée")
    write(phone, phone.locator("[name=text]"), WORDS)
    expect(phone.locator("[name=title]")).to_have_value(re.compile("onfitures"))
    press(phone, phone.locator("form[data-keep] .actions button:not([name])"))
    phone.wait_for_url(re.compile(r"/ma-boutique/\d+/$"))
    expect(phone.locator("main")).to_contain_text("En attente")
    title = phone.locator("h1").inner_text()

    come_in(desktop, "manager", "/gestion/login/")
    desktop.goto("/gestion/desk/approve/")
    press(desktop, desktop.get_by_role("link", name=title, exact=True))
    expect(desktop.locator(".desk-previews")).to_contain_text(WORDS)
    press(desktop, desktop.locator("[name=verb][value=approve]"))
    expect(desktop.locator("[name=verb][value=approve]")).to_have_count(0)
    expect(desktop.locator("main")).to_contain_text(title)


def test_said_and_approved_with_letters_twice_as_large(hub: Hub, large: Page):
    if large.viewport_size == PHONE:
        large.goto("/ma-boutique/connexion/")
        nothing_hides(large)
        come_in(large, "shopkeeper", "/ma-boutique/connexion/")
        large.goto("/ma-boutique/dire/news/")
        nothing_hides(large)
        large.fill("[name=text]", "Nouvelle vitrine, en grandes lettres.")
        large.fill("[name=title]", "En grandes lettres")
        large.click("form[data-keep] .actions button:not([name])")
        large.wait_for_url(re.compile(r"/ma-boutique/\d+/$"))
        nothing_hides(large)
        expect(large.locator("main")).to_contain_text("En attente")
    else:
        come_in(large, "manager", "/gestion/login/")
        large.goto("/gestion/desk/approve/")
        nothing_hides(large)
        large.get_by_role("link", name="En grandes lettres", exact=True).click()
        nothing_hides(large)
        large.click("[name=verb][value=approve]")
        expect(large.locator("[name=verb][value=approve]")).to_have_count(0)

"""An issue's screen that stays open asks for its figures, ever more rarely."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.xdist_group("flows")

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "publishing/newsletter/static/newsletter/delivery.js"
MINUTE = 60_000


class Screen:
    """The screen without its hub: what it shows, and how often it asks."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.figure = page, 0, "12"
        page.clock.install()
        page.route("http://desk.example/**", self._answer)
        page.goto("http://desk.example/issue/")
        page.add_script_tag(path=SCRIPT)
        self.asked = 0

    def _answer(self, route: Route) -> None:
        self.asked += 1
        live = f"<p id=clicks data-live>{self.figure}</p>"
        body = f"<!doctype html><main data-refresh=30>{live}</main>"
        route.fulfill(content_type="text/html", body=body)

    def pass_minutes(self, number: int) -> None:
        for _half in range(2 * number):
            self.page.clock.run_for(MINUTE // 2)
            self.page.wait_for_timeout(5)  # the answer comes in real time


@pytest.fixture
def screen(browser: Browser):
    context = browser.new_context()
    yield Screen(context.new_page())
    context.close()


def test_without_news_it_asks_ever_more_rarely_and_then_no_more(screen: Screen):
    screen.pass_minutes(60)
    asked = screen.asked
    assert 10 < asked < 20
    screen.pass_minutes(30)
    assert screen.asked - asked < 5
    asked = screen.asked
    screen.pass_minutes(30)
    assert screen.asked == asked


def test_news_are_shown_and_bring_the_pace_back(screen: Screen):
    screen.pass_minutes(20)
    asked = screen.asked
    screen.pass_minutes(5)
    assert screen.asked - asked <= 1
    screen.figure = "13"
    screen.pass_minutes(6)
    assert screen.page.inner_text("#clicks") == "13"
    asked = screen.asked
    screen.figure = "14"
    screen.pass_minutes(6)
    assert screen.page.inner_text("#clicks") == "14"
    assert screen.asked - asked > 1


def test_a_hidden_page_asks_nothing_and_looks_when_it_is_seen_again(screen: Screen):
    set_hidden = """hidden => {
      Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    screen.page.evaluate(set_hidden, True)
    screen.pass_minutes(10)
    assert screen.asked == 0
    screen.figure = "13"
    screen.page.evaluate(set_hidden, False)
    screen.page.wait_for_function("document.all.clicks.innerText === '13'")
    assert screen.asked == 1

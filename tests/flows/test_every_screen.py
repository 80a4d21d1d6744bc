"""Every screen, in a real browser: accessible in each look, and in plain words."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, StorageState

from cityhub.demo.logins import LOGINS
from tests.flows.conftest import ROOT, Hub
from tests.flows.looks import LOOKS, Look, judge, technical_words

pytestmark = pytest.mark.xdist_group("flows")

#: `make access` looks at everything in each look; `make test` at ours, in turn.
THOROUGH = os.environ.get("CITYHUB_EVERY_LOOK") == "1"
#: Django takes the secret out of the address before it shows the form.
LEADS_ON = {"myshop:new_password"}
DRAWN_BY_WAGTAIL = re.compile(r"^wagtail|:(?:history|usage)$")
LANGUAGES = ("fr", "en")


def screens_of(hub: Hub) -> list[dict[str, str]]:
    """Return who opens what in the hub's town."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.screens.town"],
        cwd=ROOT,
        env={**hub.environment, "DJANGO_SETTINGS_MODULE": "cityhub.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    if THOROUGH:
        return found
    return [screen for screen in found if not DRAWN_BY_WAGTAIL.search(screen["name"])]


def keys_of(browser: Browser, hub: Hub, role: str) -> StorageState | None:
    """Return the cookies with which `role` comes in; a visitor has none."""
    login = next((each for each in LOGINS if each.role == role), None)
    if login is None:
        return None
    with browser.new_context(base_url=hub.url) as context:
        door = "/gestion/login/"
        context.request.get(door)
        [csrf] = [c["value"] for c in context.cookies() if c["name"] == "csrftoken"]
        words = {"username": login.username, "password": login.password}
        answer = context.request.post(
            door, form={**words, "csrfmiddlewaretoken": csrf}, max_redirects=0
        )
        assert answer.status == 302, answer.text()
        return context.storage_state()


def looks_for(number: int, language: str) -> tuple[Look, ...]:
    """Return the looks for the screen with this number; none: not in this language."""
    if THOROUGH:
        return LOOKS
    turn = number + (language == "en")
    return (LOOKS[number // 2 % len(LOOKS)],) if turn % 2 == 0 else ()


def sign_in_with_facebook(page: Page) -> None:
    """Go the way after which there are Pages to choose from."""
    page.goto("/gestion/desk/channels/connect/")
    page.click("[name=verb][value=facebook]")
    page.click("[name=agree]")
    page.wait_for_url("**/choose/")


def wrong_with(page: Page, screen: dict, looks: tuple[Look, ...]) -> Iterator[str]:
    """Open the screen and yield what is wrong with it."""
    expected = 404 if screen["name"] == "nothing there" else 200
    if screen["name"] == "desk:connect_choose":
        sign_in_with_facebook(page)
    try:
        answer = page.goto(screen["address"])
    except Error as error:
        yield error.message
        return
    elsewhere = urlsplit(page.url).path != screen["address"]
    if answer.status != expected or (elsewhere and screen["name"] not in LEADS_ON):
        yield f"{answer.status} {page.url}"
        return
    yield from judge(page, looks)
    yield from technical_words(page)


def against_policy(told: ConsoleMessage) -> Iterator[str]:
    """Yield what the browser says of something that the page's policy forbade."""
    if "Content Security Policy" in told.text:
        yield told.text


def faults(browser: Browser, hub: Hub) -> Iterator[str]:
    """Walk through every screen and yield what is wrong, a line each."""
    numbered = list(enumerate(screens_of(hub)))
    for role, screens in groupby(numbered, lambda each: each[1]["role"]):
        chosen = list(screens)
        context = browser.new_context(
            base_url=hub.url, storage_state=keys_of(browser, hub, role)
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        blocked: list[str] = []
        page.on("console", lambda told, to=blocked: to.extend(against_policy(told)))
        for language in LANGUAGES:
            context.set_extra_http_headers({"Accept-Language": language})
            for number, screen in chosen:
                if not (looks := looks_for(number, language)):
                    continue
                where = f"{role}, {language}, {screen['name']} {screen['address']}"
                yield from (
                    f"{where}: {line}" for line in wrong_with(page, screen, looks)
                )
                yield from (f"{where}: {line}" for line in blocked)
                blocked.clear()
        context.close()


def test_every_screen_is_accessible_and_says_it_plainly(hub: Hub, browser: Browser):
    assert "\n".join(faults(browser, hub)) == ""

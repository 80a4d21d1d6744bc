"""The main job: entered once on a phone, approved once, there once, and stays true.

One story, told in its order, in a real browser against a running hub.
"""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from cityhub.demo.logins import LOGINS
from tests.flows.conftest import Hub, eventually, fetch
from tests.pictures import phone_photo

pytestmark = pytest.mark.xdist_group("flows")  # one hub after the other


LEA = "lea.muller@example.org"
MARC = "marc.weber@example.org"
TITLE = "Les Halles du Pain ouvrent leur four"
WORDS = "Le four à bois est allumé. Venez goûter le premier pain samedi matin."
PASSWORD = "farine et levain 1924"


def sign_in(page: Page, role: str) -> None:
    """Sign in to the admin as one of the three who are ready."""
    login = next(login for login in LOGINS if login.role == role)
    page.goto("/gestion/login/")
    page.fill("[name=username]", login.username)
    page.fill("[name=password]", login.password)
    page.click("[type=submit]")
    expect(page.locator("#main")).to_be_visible()


def newest_mail_to(hub: Hub, page: Page, address: str) -> str:
    """Return the text of the newest mail to `address`, as the mailbox shows it."""

    def arrived() -> bool:
        page.goto(f"/sandbox/mail/?to={address}")
        return page.locator("ul.mailbox li").count() > 0

    eventually(arrived)
    page.locator("ul.mailbox li a").first.click()
    return page.locator(".mailbox-text").text_content() or ""


def link_in(text: str, path: str) -> str:
    """Return the first link in `text` to an address below `path`."""
    found = re.search(rf"http://localhost:\d+{path}[^\s>\"]+", text)
    assert found, text
    return found[0]


def posts_that_say(page: Page, words: str):
    """Return the posts of the sandbox's Page that say `words`."""
    page.goto("/sandbox/facebook/")
    return page.locator("article.post-mock").filter(has_text=words)


def test_the_story(hub: Hub, phone: Page, desktop: Page, deputy: Page, resident: Page):
    invite(hub, desktop)
    submit(hub, phone, resident)
    subscribe(hub, resident)
    approve(desktop)
    see_it_on_facebook(hub, resident)
    see_it_on_my_shop(phone)
    send_the_issue(desktop, deputy)
    read_and_unsubscribe(hub, resident)
    count_a_new_fan(hub, resident, desktop)


def invite(hub: Hub, desktop: Page) -> None:
    """The manager invites Léa."""
    sign_in(desktop, "manager")
    desktop.goto("/gestion/invitations/new/")
    desktop.fill("[name=name]", "Léa Muller")
    desktop.fill("[name=email]", LEA)
    desktop.select_option("[name=shop]", index=1)
    desktop.locator("main form [type=submit]").last.click()
    expect(desktop.locator("main")).to_contain_text(LEA)


def submit(hub: Hub, phone: Page, resident: Page) -> None:
    """Léa sets her password and submits an opening with a photo of her phone."""
    phone.goto(link_in(newest_mail_to(hub, resident, LEA), "/ma-boutique/bienvenue/"))
    phone.fill("[name=password]", PASSWORD)
    phone.locator("main form button").last.click()
    phone.goto("/ma-boutique/dire/opening/")
    phone.fill("[name=text]", WORDS)
    phone.set_input_files(
        "[name=photo]",
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": phone_photo()},
    )
    phone.fill("[name=before]", "Une mercerie")
    phone.fill("[name=signature]", "Léa")
    phone.fill("[name=title]", TITLE)
    phone.click("form[data-once] button.button-wide:not([name])")
    phone.wait_for_url(re.compile(r"/ma-boutique/\d+/$"), timeout=30_000)
    expect(phone.locator("main")).to_contain_text(TITLE)
    phone.goto("/ma-boutique/")
    card = phone.locator("main").filter(has_text=TITLE)
    expect(card).to_contain_text("En attente")


def approve(desktop: Page) -> None:
    """The manager sees post, mail and page, and approves for now on both channels."""
    desktop.goto("/gestion/desk/approve/")
    desktop.get_by_role("link", name=TITLE, exact=True).click()
    expect(desktop.locator(".desk-previews")).to_contain_text(WORDS)
    approve_for_now(desktop)


def approve_for_now(desktop: Page) -> None:
    """Clear the proposed times, which means now, and approve."""
    expect(desktop.locator("[name=verb][value=approve]")).to_be_visible()
    for moment in desktop.locator("[name$='-at']").all():
        moment.fill("")
    desktop.click("[name=verb][value=approve]")
    expect(desktop.locator("[name=verb][value=approve]")).to_have_count(0)


def see_it_on_facebook(hub: Hub, resident: Page) -> None:
    """It stands on the Page exactly once, with the photo and without the place."""
    eventually(lambda: posts_that_say(resident, WORDS).count() > 0, 60)
    post = posts_that_say(resident, WORDS)
    expect(post).to_have_count(1)
    expect(post).to_contain_text("Léa")
    source = post.locator("img.post-photo").get_attribute("src")
    photo = Image.open(BytesIO(fetch(hub.url + source)))
    assert photo.height > photo.width  # it was taken lying down
    assert dict(photo.getexif().get_ifd(0x8825)) == {}
    assert "xmp" not in photo.info


def see_it_on_my_shop(phone: Page) -> None:
    """Léa reads that it is out, and where."""
    phone.goto("/ma-boutique/")
    expect(phone.locator("main")).to_contain_text("Publi")
    assert phone.locator("main a[href*='/sandbox/facebook/']").count() > 0


def subscribe(hub: Hub, resident: Page) -> None:
    """A merchant asks for the newsletter, and confirms from the mail."""
    resident.goto("/newsletter/")
    resident.fill("main [name=email]", MARC)
    resident.locator("main form", has=resident.locator("[name=email]")).locator(
        "button"
    ).click()
    text = newest_mail_to(hub, resident, MARC)
    resident.goto(link_in(text, "/newsletter/confirmer/"))
    resident.locator("main form button").click()


def send_the_issue(desktop: Page, deputy: Page) -> None:
    """The manager composes the next issue; the administrator approves it."""
    desktop.goto("/gestion/newsletter/issues/")
    desktop.locator("a[href$='/compose/']").click()
    desktop.locator("main form[method=post] button").click()
    desktop.wait_for_url("**/edit/")
    desktop.fill("[name=edito]", "Bonne lecture à toutes et à tous.")
    desktop.locator("[name=action-submit]").dispatch_event("click")
    desktop.wait_for_url(lambda url: "/edit/" not in url)
    sign_in(deputy, "administrator")
    deputy.goto("/gestion/desk/approve/")
    # The newest stands last, under its subject.
    deputy.locator("[data-desk-row]").last.get_by_role("link").first.click()
    approve_for_now(deputy)


def read_and_unsubscribe(hub: Hub, resident: Page) -> None:
    """The merchant reads the issue with Léa's opening, and leaves by one click."""
    eventually(lambda: TITLE in newest_mail_to(hub, resident, MARC), 60)
    resident.goto(f"/sandbox/mail/?to={MARC}")
    assert resident.locator("ul.mailbox li").count() == 2  # to confirm, the issue
    resident.locator("ul.mailbox li a").first.click()
    mail = resident.frame_locator("iframe.mailbox-html").locator("body")
    expect(mail).to_contain_text(TITLE)
    link = link_in(
        resident.locator(".mailbox-text").text_content() or "", "/newsletter/quitter/"
    )
    resident.goto(link)  # a look changes nothing
    expect(resident.locator("main form button")).to_be_visible()
    resident.go_back()
    resident.locator("form.mailbox-one-click button").click()
    resident.wait_for_timeout(1000)
    resident.goto(link)
    expect(resident.locator("main form button")).to_have_count(0)


def count_a_new_fan(hub: Hub, resident: Page, desktop: Page) -> None:
    """A resident becomes a fan, and the curve gains its point."""
    resident.goto("/sandbox/facebook/")
    resident.locator("form[action$='/follow/'] button").click()
    fans = re.sub(r"\D", "", resident.locator(".cover-fans").text_content() or "")
    assert hub.manage("take_fan_counts").returncode == 0
    desktop.goto("/gestion/desk/growth/")
    numbers = re.sub(
        r"[\s\u202f\u00a0]", "", desktop.locator("main").text_content() or ""
    )
    assert fans in numbers

"""What the guides show, screen by screen."""

from playwright.sync_api import Page

from cityhub.demo.logins import LOGINS

SENTENCES = {
    "fr": "Dégustation de pains de fête samedi de 10 h à 18 h. Venez en voisins !",
    "en": "Tasting of festive breads on Saturday, 10 am to 6 pm. Bring a neighbour!",
}


def sign_in(page: Page, role: str) -> None:
    """Sign in as one of the three who are ready."""
    login = next(login for login in LOGINS if login.role == role)
    page.goto("/gestion/login/")
    page.fill("[name=username]", login.username)
    page.fill("[name=password]", login.password)
    page.click("[type=submit]")
    page.wait_for_url("**/gestion/")


def say(page: Page) -> None:
    """Show the one screen with its photo and its sentence."""
    page.goto("/ma-boutique/")
    picture = page.locator("main .item img").first.get_attribute("src") or ""
    photo = page.request.get(picture).body()
    page.goto("/ma-boutique/dire/")
    language = page.locator("html").get_attribute("lang") or "fr"
    page.set_input_files(
        "[data-photo]", {"name": "1.webp", "mimeType": "image/webp", "buffer": photo}
    )
    page.fill("[name=text]", SENTENCES[language[:2]])
    page.wait_for_timeout(4000)  # it reads the sentence, the photo travels
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def check(page: Page) -> None:
    """Show the button, and below it how the item will look."""
    place = page.locator("[data-looks]")
    place.scroll_into_view_if_needed()
    place.locator(".look").first.wait_for()
    page.evaluate("document.querySelector('form[data-say] .actions').scrollIntoView()")
    page.evaluate("scrollBy(0, -16)")
    page.wait_for_timeout(500)


def items(page: Page) -> None:
    """Show how each item stands."""
    page.goto("/ma-boutique/")


def today(page: Page) -> None:
    """Show the first screen of the desk, from its first panel on."""
    page.goto("/gestion/")
    page.evaluate("document.querySelector('.w-panel').scrollIntoView()")
    page.evaluate("scrollBy(0, -24)")


def approve(page: Page) -> None:
    """Show an item as it will look."""
    page.goto("/gestion/desk/approve/")
    page.locator("[data-desk-row] a").first.click()
    page.wait_for_load_state("networkidle")


def calendar(page: Page) -> None:
    """Show the month."""
    page.goto("/gestion/desk/calendar/")
    page.evaluate("document.querySelector('#calendar').scrollIntoView()")
    page.evaluate("scrollBy(0, -96)")


def letter(page: Page) -> None:
    """Show an issue as its readers see it."""
    page.goto("/gestion/newsletter/issues/")
    page.locator("main a[href$='/edit/']").first.click()
    page.wait_for_load_state("load")
    number = page.url.rstrip("/").split("/")[-2]
    page.goto(f"/gestion/newsletter/issues/look/{number}/")
    page.wait_for_load_state("networkidle")


SHOPKEEPER = {"say": say, "check": check, "items": items}
MANAGER = {"today": today, "approve": approve, "calendar": calendar, "letter": letter}

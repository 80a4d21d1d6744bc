"""What a shopkeeper writes is never lost, nor doubled: closed tab, no network, back."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.flows.conftest import Hub
from tests.pictures import phone_photo

pytestmark = pytest.mark.xdist_group("flows")

SAY = "/ma-boutique/dire/opening/"
WORDS = "Ce que personne ne perd, même dans le métro."
SEND = "form[data-keep] .actions button:not([name])"


def sign_in(phone: Page, address: str = "/ma-boutique/connexion/") -> None:
    if address:
        phone.goto(address)
    phone.locator("details.with-password summary").click()
    phone.fill("[name=username]", "shopkeeper")
    phone.fill("[name=password]", "market-street")
    phone.locator("details.with-password form button").click()
    phone.wait_for_load_state()


def write(phone: Page, title: str, words: str = WORDS) -> None:
    phone.goto(SAY)
    phone.fill("[name=title]", title)
    phone.fill("[name=text]", words)
    expect(phone.locator(".on-phone")).to_contain_text("Gardé sur ce téléphone")


def items(phone: Page, title: str) -> Locator:
    phone.goto("/ma-boutique/")
    return phone.locator(".item").filter(has_text=title)


def test_a_closed_tab_and_a_dead_network_lose_nothing(hub: Hub, phone: Page):
    sign_in(phone)
    phone.goto("/ma-boutique/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")

    phone.goto(SAY)
    photo = {
        "name": "a.jpg",
        "mimeType": "image/jpeg",
        "buffer": phone_photo((2400, 1800)),
    }
    phone.set_input_files("[data-photo]", photo)
    phone.fill("[name=text]", WORDS)
    expect(phone.locator(".on-phone")).to_contain_text("La photo est arrivée")
    context = phone.context
    phone.close()

    phone = context.new_page()
    context.set_offline(True)
    phone.goto(SAY)  # from what the phone keeps
    expect(phone.locator("[name=text]")).to_have_value(WORDS)
    phone.click("form[data-keep] .actions button:not([name])")
    expect(phone.locator("[data-outbox]")).to_contain_text("Pas de réseau")

    context.set_offline(False)
    expect(phone.locator("[data-outbox]")).to_contain_text("Envoyé")
    phone.goto("/ma-boutique/")
    expect(phone.locator(".item").filter(has_text="En attente").first).to_be_visible()
    phone.locator(".item a").first.click()
    expect(phone.locator("iframe.preview")).to_be_attached()
    shown = phone.frame_locator("iframe.preview")
    expect(shown.locator("body")).to_contain_text(WORDS)
    assert shown.locator("main img").count() >= 1


def test_an_event_of_two_dates_leaves_without_help(hub: Hub, phone: Page):
    sign_in(phone)
    answers: list[int] = []
    phone.on("response", lambda answer: answers.append(answer.status))
    phone.goto("/ma-boutique/dire/event/")
    phone.fill("[name=title]", "Deux soirs sans réseau")
    phone.fill("[name=text]", WORDS)
    phone.click("[data-more]")
    for row in range(2):
        phone.fill(f"[name=dates-{row}-starts_at_day]", f"2031-06-1{row}")
        phone.fill(f"[name=dates-{row}-starts_at_time]", "18:00")
    phone.context.set_offline(True)
    phone.click(SEND)
    expect(phone.locator("[data-outbox]")).to_contain_text("Pas de réseau")
    phone.context.set_offline(False)
    expect(phone.locator("[data-outbox]")).to_contain_text("Envoyé")
    item = items(phone, "Deux soirs sans réseau")
    expect(item).to_have_count(1)
    item.locator("a").first.click()
    shown = phone.frame_locator("iframe.preview").locator("main")
    expect(shown).to_contain_text("10 juin")
    expect(shown).to_contain_text("11 juin")
    assert 422 not in answers


def test_what_is_typed_before_the_script_comes_is_put_behind_what_was_kept(
    hub: Hub, phone: Page
):
    phone.add_init_script(
        "Object.defineProperty(navigator, 'serviceWorker', { value: undefined })"
    )
    sign_in(phone)
    write(phone, "Avant le script", "Le début.")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.route("**/ecran.js*", hold)
    phone.goto(SAY, wait_until="commit")
    phone.fill("[name=text]", "La suite.")
    for route in held:
        route.continue_()
    expect(phone.locator("[name=text]")).to_have_value("Le début.\nLa suite.")
    expect(phone.locator("[name=title]")).to_have_value("Avant le script")
    phone.unroute("**/ecran.js*")
    expect(phone.locator(".on-phone")).to_contain_text("Gardé sur ce téléphone")


def test_a_photo_that_was_not_taken_says_why_where_it_stands(hub: Hub, phone: Page):
    sign_in(phone)
    phone.goto(SAY)
    empty = {"name": "vide.jpg", "mimeType": "image/jpeg", "buffer": b""}
    phone.set_input_files("[data-photo]", empty)
    phone.fill("[name=text]", WORDS)
    row = phone.locator("[data-photo-row]")
    expect(row).to_contain_text("Ce fichier est vide.")
    phone.click(SEND)
    expect(phone.locator(".on-phone")).to_contain_text("Ce fichier est vide.")
    row.locator("[data-photo-out]").click()
    phone.click(SEND)
    expect(phone.locator("main")).to_contain_text("Envoyé")


def test_a_double_tap_and_the_way_back_double_nothing(hub: Hub, phone: Page):
    sign_in(phone)
    write(phone, "Un pain, deux tapes")
    phone.locator(SEND).dblclick(no_wait_after=True)
    expect(phone.locator("main")).to_contain_text("Envoyé")
    phone.go_back()
    expect(phone.locator("[name=text]")).to_have_value("")
    expect(items(phone, "Un pain, deux tapes")).to_have_count(1)


def test_an_answer_that_is_lost_leaves_words_that_can_still_be_changed(
    hub: Hub, phone: Page
):
    sign_in(phone)
    phone.goto("/ma-boutique/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    write(phone, "La réponse perdue", "Ouvert lundi.")
    doubt = phone.locator("[data-closed-said]")
    expect(doubt).to_contain_text("la boutique est fermée lundi")

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        route.fetch(max_redirects=0)  # it reaches the town; its answer nobody
        phone.context.set_offline(True)
        route.abort()

    phone.route(f"**{SAY}", lose)
    phone.click(SEND)
    waiting = phone.locator("[data-outbox]")
    expect(waiting).to_contain_text("Ouvert lundi.")
    phone.unroute(f"**{SAY}")
    waiting.get_by_role("button", name="Modifier").click()
    expect(phone.locator(".on-phone")).to_contain_text("Repris")
    expect(phone.locator("[name=text]")).to_have_value("Ouvert lundi.")
    phone.context.set_offline(False)
    phone.fill("[name=text]", "Ouvert mardi.")
    phone.click(SEND)
    expect(phone.locator("main")).to_contain_text("Envoyé")
    item = items(phone, "La réponse perdue")
    expect(item).to_have_count(1)
    item.locator("a").first.click()
    shown = phone.frame_locator("iframe.preview")
    expect(shown.locator("body")).to_contain_text("Ouvert mardi.")


def test_two_tabs_say_so_and_one_of_them_sends(hub: Hub, phone: Page):
    sign_in(phone)
    write(phone, "Deux onglets")
    other = phone.context.new_page()
    other.goto(SAY)
    expect(other.locator("[name=title]")).to_have_value("Deux onglets")
    expect(other.locator(".on-phone")).to_contain_text("un autre onglet")
    phone.bring_to_front()
    phone.click(SEND)
    expect(phone.locator("main")).to_contain_text("Envoyé")
    expect(other.locator(".on-phone")).to_contain_text("depuis un autre onglet")
    expect(other.locator(SEND)).to_be_disabled()
    expect(items(phone, "Deux onglets")).to_have_count(1)


def test_a_session_that_ran_out_gives_the_words_back(hub: Hub, phone: Page):
    sign_in(phone)
    write(phone, "Session finie")
    phone.context.clear_cookies()
    phone.click(SEND)
    phone.wait_for_url("**/connexion/**")
    sign_in(phone, "")
    expect(phone.locator("[name=text]")).to_have_value(WORDS)
    expect(phone.locator("[name=title]")).to_have_value("Session finie")
    phone.click(SEND)
    expect(phone.locator("main")).to_contain_text("Envoyé")
    expect(items(phone, "Session finie")).to_have_count(1)

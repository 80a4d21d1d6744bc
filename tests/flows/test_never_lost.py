"""What a shopkeeper writes is never lost, nor doubled: closed tab, no network, back."""

import pytest
from playwright.sync_api import Page, expect

from tests.flows.conftest import Hub
from tests.pictures import phone_photo

pytestmark = pytest.mark.xdist_group("flows")

SAY = "/ma-boutique/dire/opening/"
WORDS = "Ce que personne ne perd, même dans le métro."


def test_a_closed_tab_and_a_dead_network_lose_nothing(hub: Hub, phone: Page):
    phone.goto("/ma-boutique/connexion/")
    phone.locator("details.with-password summary").click()
    phone.fill("[name=username]", "shopkeeper")
    phone.fill("[name=password]", "market-street")
    phone.locator("details.with-password form button").click()
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

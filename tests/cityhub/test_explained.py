"""Each screen of the administration says what it is for."""

from django.urls import reverse

from cityhub.explained import SENTENCES
from tests.screens.names import not_screens, our_names

#: These say it in their own templates.
BY_THEMSELVES = {
    "deputies:delete", "desk:again", "desk:blocked_days", "desk:holidays", "desk:item",
    "desk:move",
    "desk:publication_found", "desk:rules", "desk:standstill", "desk:texts",
    "desk:town_dates", "desk:waiting", "invitations:leaves", "newsletter_desk:ask_test",
    "newsletter_desk:compose", "newsletter_desk:deliveries", "newsletter_desk:issues",
    "newsletter_desk:look", "newsletter_subscribers:delete",
    "newsletter_subscribers:import", "newsletter_subscribers:merchants",
    "newsletter_subscribers:retention",
}  # fmt: skip
SPACES = ("desk:", "deputies:", "invitations:", "newsletter_")


def test_no_screen_of_the_administration_is_without_its_sentence():
    screens = {
        name
        for name in our_names() - not_screens()
        if name.startswith(SPACES) and not name.endswith((":history", ":usage"))
    }
    assert screens - BY_THEMSELVES == set(SENTENCES)


def test_the_sentence_stands_below_the_title(client, manager):
    client.force_login(manager)
    page = client.get(reverse("desk:growth"), headers={"Accept-Language": "en"})
    sentence = "How many people follow the town, counted once a day."
    assert f'<p class="screen-explained">{sentence}</p>' in page.content.decode()

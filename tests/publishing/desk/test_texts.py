"""The manager writes the texts of posts, and sees the post meanwhile."""

import pytest
from bs4 import BeautifulSoup

from publishing.facebook.models import PostText
from publishing.facebook.wording import default_text
from tests.factories import make_event, make_news

LIST = "/gestion/desk/texts/"
SCREEN = f"{LIST}opening/fr/announce/"


@pytest.fixture
def at_desk(client, manager):
    client.force_login(manager)
    return client


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def test_every_kind_is_listed_in_each_language_with_its_waves(at_desk):
    PostText.objects.create(kind="opening", language="fr", text="{title} {link}")
    shown = page_of(at_desk.get(LIST)).select(".desk-row")
    assert len(shown) == 2 * (8 + 2 * 3)
    assert shown[0].get_text(" ", strip=True) == "Ouverture vos mots"
    assert shown[1].get_text(" ", strip=True) == "Réouverture texte habituel"


def test_the_usual_text_is_there_to_begin_with(at_desk):
    area = page_of(at_desk.get(SCREEN)).select_one("textarea")
    assert area.get_text().strip() == default_text("opening", "fr")


def test_a_text_is_saved_and_given_up_again(at_desk):
    at_desk.post(SCREEN, {"text": "Ouvert !\n{title}\n{link}", "verb": "save"})
    assert PostText.objects.get().text.split() == ["Ouvert", "!", "{title}", "{link}"]
    at_desk.post(SCREEN, {"verb": "reset"})
    assert PostText.objects.count() == 0


def test_a_text_without_its_link_is_not_saved_and_says_why(at_desk):
    shown = at_desk.post(SCREEN, {"text": "{title}", "verb": "save"})
    assert "mettez {link} dans le texte" in shown.content.decode()
    assert PostText.objects.count() == 0


def test_the_post_is_drawn_while_it_is_written(at_desk):
    make_event(title="Fête de rue")
    news = make_news(title="Weber ouvre", kind="opening")
    shown = at_desk.post(
        f"{SCREEN}preview/", {"text": "Bravo {title}\n{link}", "example": str(news.pk)}
    )
    assert (
        page_of(shown).select_one(".post-text p").get_text().startswith("Bravo Weber")
    )
    assert PostText.objects.count() == 0


def test_the_last_item_of_the_kind_is_the_example(at_desk):
    make_event(title="Fête de rue")
    make_news(title="Weber ouvre", kind="opening")
    options = page_of(at_desk.get(SCREEN)).select("#example option")
    assert [option.get_text(strip=True) for option in options] == [
        "Weber ouvre",
        "Fête de rue",
    ]


def test_without_any_item_an_invented_one_is_shown(at_desk):
    shown = page_of(at_desk.get(SCREEN)).select_one(".post-text")
    assert "Une boulangerie ouvre" in shown.get_text()


@pytest.mark.parametrize(
    "key", ["other/fr/announce", "news/de/announce", "news/fr/reminder"]
)
def test_what_there_is_no_text_for_is_not_found(at_desk, key):
    assert at_desk.get(f"{LIST}{key}/").status_code == 404


def test_a_shopkeeper_writes_none(client, shopkeeper):
    client.force_login(shopkeeper)
    client.post(SCREEN, {"text": "{link}", "verb": "save"})
    assert PostText.objects.count() == 0

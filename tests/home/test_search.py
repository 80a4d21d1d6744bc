"""The search answers whatever people type, with a sentence at worst."""

import pytest
from django.core.management import call_command

from tests.factories import make_event, make_news, make_shop

pytestmark = pytest.mark.django_db

ODD = [
    "\x00",
    "\x00boulangerie\x00",
    '"',
    "'; DROP TABLE shops; --",
    "a* OR NEAR(b c) -d ^e",
    "x" * 10_000,
    "mot " * 2_500,
    "🥖🥐",
    "%F0%9F",
    "\ud83e\udd56".encode("utf-16", "surrogatepass").decode("utf-16"),
    "&#x0; <script>",
    "AND OR NOT",
    "title:x",
]


@pytest.fixture
def town():
    shop = make_shop("Boulangerie de l’Échappée", sentence="Miches au levain")
    make_news(shop, title="Un pain nouveau")
    make_event(title="Fête du pain")
    return shop


@pytest.mark.parametrize("words", ODD)
def test_odd_words_get_a_page_in_which_they_are_harmless(client, town, words):
    response = client.get("/recherche/", {"q": words})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("words", ["echappee", "ÉCHAPPÉE", "l’échappée", "boulangeri"])
def test_accents_capitals_and_unfinished_words_find_the_shop(client, town, words):
    response = client.get("/recherche/", {"q": words})
    assert [page.title for page in response.context["results"]] == [town.title]


def test_shops_news_and_events_are_found_together_by_title(client, town):
    response = client.get("/recherche/", {"q": "pain"})
    assert [page.title for page in response.context["results"]] == [
        "Fête du pain",
        "Un pain nouveau",
    ]


def test_nothing_found_is_said_with_a_next_step(client, town):
    page = client.get("/recherche/", {"q": "sous-marin"}).content.decode()
    assert "Rien trouvé pour «\u202fsous marin\u202f»" in page
    assert 'href="/boutiques/"' in page


def test_without_a_word_the_page_asks_for_one(client, town):
    page = client.get("/recherche/", {"q": '"!?"'}).content.decode()
    assert "Il n’y a pas de mot là-dedans." in page


def test_long_text_is_cut_and_the_page_says_so(client, town):
    page = client.get("/recherche/", {"q": "mot " * 200}).content.decode()
    assert "nous avons cherché les premiers mots seulement" in page


@pytest.mark.parametrize("number", ["0", "-1", "abc", "9" * 5000, "\x00", "1e3", "²"])
def test_odd_page_numbers_get_a_page(client, town, number):
    for address in ("/recherche/?q=pain", "/boutiques/?", "/agenda/?"):
        response = client.get(f"{address}&page={number}")
        assert response.status_code == 200, address


@pytest.mark.parametrize("value", ["nope", "\x00", "'", "é" * 3000])
def test_odd_filters_show_everything(client, town, value):
    assert len(client.get("/boutiques/", {"categorie": value}).context["shops"]) == 1
    assert len(client.get("/agenda/", {"quand": value}).context["dates"]) == 1


def test_what_was_in_the_town_before_the_index_can_be_indexed(client, town):
    call_command("update_index", verbosity=0)
    response = client.get("/recherche/", {"q": "levain"})
    assert [page.title for page in response.context["results"]] == [town.title]

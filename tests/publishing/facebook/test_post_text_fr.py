"""The text of a post in French, kind by kind."""

from dataclasses import replace

import pytest

from publishing.contract import Announcement
from publishing.facebook.wording import post_text

LINK = "https://ville.example/p/bcdf234567"
OPENING = Announcement(
    kind="opening",
    title="Maison Weber, du pain au levain rue des Halles",
    text="Nous ouvrons samedi à 8 h.\n\nLe premier café est pour nous !",
    url="https://ville.example/boutiques/weber/ouverture/",
    language="fr",
    where="Maison Weber, 3 rue des Halles",
    tags=("boulangerie", "fait maison"),
    signature="Camille",
)


def test_an_opening():
    assert post_text(OPENING, LINK) == (
        "Une nouvelle vitrine s’allume en ville\u202f!\n"
        "Maison Weber, du pain au levain rue des Halles\n"
        "\n"
        "Nous ouvrons samedi à 8 h.\n"
        "\n"
        "Le premier café est pour nous !\n"
        "\n"
        "Où\u00a0: Maison Weber, 3 rue des Halles\n"
        "\n"
        "— Camille\n"
        "\n"
        "#Boulangerie #FaitMaison\n"
        "\n"
        "Tout savoir\u00a0: https://ville.example/p/bcdf234567"
    )


def test_an_event():
    event = replace(
        OPENING,
        kind="event",
        title="Nocturne des vitrines",
        text="Quarante commerces ouverts jusqu’à minuit.",
        when="samedi 5 décembre, 18 h – 23 h",
        where="Place du Marché",
        tags=(),
        signature="",
    )
    assert post_text(event, LINK) == (
        "À vos agendas\u202f!\n"
        "Nocturne des vitrines\n"
        "Samedi 5 décembre, 18 h – 23 h\n"
        "\n"
        "Quarante commerces ouverts jusqu’à minuit.\n"
        "\n"
        "Où\u00a0: Place du Marché\n"
        "\n"
        "Tout savoir\u00a0: https://ville.example/p/bcdf234567"
    )


@pytest.mark.parametrize(
    ("kind", "first_lines"),
    [
        ("opening", "Une nouvelle vitrine s’allume en ville\u202f!\nTitre"),
        ("reopening", "Le rideau se relève\u202f!\nTitre"),
        ("new_owner", "Un nouveau visage derrière le comptoir\u202f!\nTitre"),
        ("move", "Nouvelle adresse à noter\u202f!\nTitre"),
        ("anniversary", "Joyeux anniversaire\u202f!\nTitre"),
        ("portrait", "Ils font vivre nos rues.\nTitre"),
        ("news", "Titre"),
        ("closing", "Une page se tourne.\nTitre"),
        ("event", "À vos agendas\u202f!\nTitre"),
        ("session", "Un atelier vous attend.\nTitre"),
        ("a kind of tomorrow", "Titre"),
    ],
)
def test_each_kind_begins_in_its_own_way(kind, first_lines):
    text = post_text(replace(OPENING, kind=kind, title="Titre"), LINK)
    assert text.partition("\n\n")[0] == first_lines


def test_the_managers_words_stand_in_place_of_the_text():
    text = post_text(replace(OPENING, kind="news"), LINK, words=" Bienvenue ! \n")
    assert text == (
        "Maison Weber, du pain au levain rue des Halles\n\nBienvenue !\n\n"
        "Où\u00a0: Maison Weber, 3 rue des Halles\n\n— Camille\n\n"
        "#Boulangerie #FaitMaison\n\n"
        "Tout savoir\u00a0: https://ville.example/p/bcdf234567"
    )


def test_what_people_wrote_is_not_escaped():
    text = post_text(replace(OPENING, title="Fil & Cie <3", text='"Oui"'), LINK)
    assert 'Fil & Cie <3\n\n"Oui"\n' in text

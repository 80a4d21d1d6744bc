"""Hashtags from free words."""

import pytest

from publishing.facebook.hashtags import hashtags


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("boulangerie", ["#Boulangerie"]),
        ("marché de noël", ["#MarchéDeNoël"]),
        ("fait-main", ["#FaitMain"]),
        ("l'atelier", ["#LAtelier"]),
        ("BIO", ["#BIO"]),
        ("McCafé", ["#McCafé"]),
        ("#déjà", ["#Déjà"]),
        ("snake_case", ["#SnakeCase"]),
        ("Noël 2026", ["#Noël2026"]),
        ("Noe\u0308l", ["#Noël"]),
        ("2026", []),
        ("!?", []),
        ("", []),
    ],
)
def test_one_tag(tag, expected):
    assert hashtags([tag]) == expected


def test_the_same_word_in_other_capitals_comes_once():
    assert hashtags(["Pain", "bio", "pain", "BIO"]) == ["#Pain", "#Bio"]

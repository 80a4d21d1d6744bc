"""Finding the mark in what Facebook gives back."""

import pytest

from publishing.facebook.mark import carries

LINK = "https://ville.example/p/bcdf234567"


@pytest.mark.parametrize(
    "message",
    [
        LINK,
        f"Tout savoir : {LINK}",
        f"{LINK}.",
        f"{LINK}?fbclid=IwAR1",
        f"{LINK}\nà bientôt",
        "ville.example/p/bcdf234567",
        "http://www.ville.example/p/bcdf234567#haut",
    ],
)
def test_a_message_with_the_mark_is_found(message):
    assert carries({"message": message}, LINK) is True


@pytest.mark.parametrize(
    "message",
    [
        "",
        "bcdf234567",
        f"{LINK}8",
        f"{LINK}x",
        f"{LINK}-b",
        "https://ville.example/p/bcdf23456",
        "https://ville.example/P/BCDF234567",
    ],
)
def test_another_mark_is_not_taken_for_it(message):
    assert carries({"message": message}, LINK) is False


@pytest.mark.parametrize(
    "attachment",
    [
        {"unshimmed_url": LINK},
        {"url": LINK},
        {"target": {"url": f"{LINK}?x=1"}},
        {
            "url": "https://l.facebook.com/l.php?u=https%3A%2F%2Fville.example%2Fp%2F"
            "bcdf234567%3Ffbclid%3D1&h=AT0"
        },
    ],
)
def test_the_mark_of_a_link_card_is_found(attachment):
    post = {"message": "Bonjour", "attachments": {"data": [attachment]}}
    assert carries(post, LINK) is True


def test_a_post_that_says_nothing_carries_no_mark():
    assert carries({"id": "1"}, LINK) is False

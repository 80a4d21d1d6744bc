"""The text of a post in English, kind by kind, whatever the language around it."""

from dataclasses import replace

import pytest
from django.utils import translation

from publishing.contract import Announcement
from publishing.facebook.wording import post_text

LINK = "https://town.example/p/bcdf234567"
ITEM = Announcement(
    kind="session",
    title="Selling online without a web site",
    text="Bring your phone and three photos.",
    url="https://town.example/agenda/",
    language="en",
    when="Tuesday 1 December, 8 am – 9:30 am",
    where="Town hall",
    tags=("workshop",),
)


def test_a_session():
    with translation.override("fr"):
        text = post_text(ITEM, LINK)
    assert text == (
        "A workshop awaits you.\n"
        "Selling online without a web site\n"
        "Tuesday 1 December, 8 am – 9:30 am\n"
        "\n"
        "Bring your phone and three photos.\n"
        "\n"
        "Where: Town hall\n"
        "\n"
        "#Workshop\n"
        "\n"
        "Find out more: https://town.example/p/bcdf234567"
    )


@pytest.mark.parametrize(
    ("kind", "first_lines"),
    [
        ("opening", "A new shop window lights up in town!\nTitle"),
        ("reopening", "The shutters are up again!\nTitle"),
        ("new_owner", "A new face behind the counter!\nTitle"),
        ("move", "A new address to note!\nTitle"),
        ("anniversary", "Happy anniversary!\nTitle"),
        ("portrait", "They bring our streets to life.\nTitle"),
        ("news", "Title"),
        ("closing", "A page turns.\nTitle"),
        ("event", "Save the date!\nTitle"),
        ("session", "A workshop awaits you.\nTitle"),
    ],
)
def test_each_kind_begins_in_its_own_way(kind, first_lines):
    text = post_text(replace(ITEM, kind=kind, title="Title"), LINK)
    assert text.partition(f"\n{ITEM.when}")[0] == first_lines

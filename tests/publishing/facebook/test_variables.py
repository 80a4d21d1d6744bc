"""Texts with variables in braces, as managers write them."""

import pytest
from django.core.exceptions import ValidationError

from publishing.contract import Announcement, Status
from publishing.facebook.models import PostText
from publishing.facebook.variables import VARIABLES, check_text, fill
from publishing.facebook.wording import default_text, post_text

LINK = "https://ville.example/p/bcdf234567"
ITEM = Announcement(
    kind="event",
    title="Nocturne {link}",
    text="Venez {nombreux}.",
    url="https://ville.example/agenda/nocturne/",
    language="fr",
    when="samedi 5 décembre",
)


def test_variables_are_replaced_once_whatever_people_wrote():
    assert post_text(ITEM, LINK, own="{title}\n{text}\n{link}") == (
        f"Nocturne {{link}}\nVenez {{nombreux}}.\n{LINK}"
    )


def test_a_line_whose_variables_are_all_empty_disappears():
    own = "{title}\n\nOù : {where}\n\n{when} {where}\n\n{link}"
    assert post_text(ITEM, LINK, own=own) == (
        f"Nocturne {{link}}\n\nSamedi 5 décembre\n\n{LINK}"
    )


def test_a_date_has_a_capital_only_at_the_beginning_of_a_line():
    values = {"when": "samedi"}
    assert fill("{when}", values) == "Samedi"
    assert fill("Rendez-vous {when}", values) == "Rendez-vous samedi"


@pytest.mark.django_db
def test_what_does_not_take_place_is_said_before_the_towns_own_words():
    cancelled = Announcement(
        kind="event",
        title="Nocturne",
        text="",
        url="",
        language="fr",
        status=Status.CANCELLED,
    )
    text = post_text(cancelled, LINK, own="À vos agendas !\n{title}\n{link}")
    assert text.startswith("ANNULÉ. ")
    assert text.endswith(f"\nÀ vos agendas !\nNocturne\n{LINK}")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", PostText.Kind)
def test_each_default_may_be_saved_as_it_is(kind, language):
    for wave in kind.waves:
        check_text(default_text(kind, language, wave))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "{titre}\n{link}",
            "{titre} ne correspond à rien. Vous pouvez écrire\u00a0: "
            + ", ".join(f"{{{name}}}" for name in VARIABLES)
            + ".",
        ),
        ("{title}", "Dites où lire la suite\u00a0: mettez {link} dans le texte."),
        (
            "Voir {link}{hashtags}",
            "{link} doit rester seul\u00a0: laissez une espace avant et après.",
        ),
    ],
)
def test_what_would_not_work_is_said_in_words(text, sentence):
    with pytest.raises(ValidationError) as raised:
        check_text(text)
    assert raised.value.messages == [sentence]

"""What people read before "See more"."""

from dataclasses import replace

import pytest

from publishing.contract import Announcement
from publishing.facebook.firstwords import warnings

ITEM = Announcement(
    kind="event",
    title="Nocturne des vitrines",
    text="Quarante commerces ouverts.",
    url="",
    language="fr",
    when="samedi 5 décembre, 18 h",
)
EMPTY = "Les premiers mots ne disent encore rien\u00a0: commencez par ce qui se passe, et quand."
LATE_NAME = (
    "On ne lit souvent que les deux premières lignes\u00a0: nommez le sujet plus tôt."
)
LATE_DATE = "La date vient tard\u00a0: beaucoup ne liront pas jusque-là."


@pytest.mark.parametrize(
    "beginning",
    [
        "#Noel #Commerce #CentreVille #Fetes #Shopping #Cadeaux #Lumieres #Ville #Magie",
        "https://ville.example/agenda/nocturne-des-vitrines-en-centre-ville-le-5-decembre/",
        "!!! 🎉🎉🎉 " * 10,
    ],
)
def test_tags_links_and_signs_say_nothing(beginning):
    assert warnings(f"{beginning}\nNocturne des vitrines", ITEM) == [EMPTY]


def test_what_and_when_at_the_beginning_are_well():
    text = "Nocturne des vitrines\nSamedi 5 décembre, 18 h\n\nVenez."
    assert warnings(text, ITEM) == []


def test_a_name_and_a_date_that_come_late_are_told():
    text = f"{'Il se passe toujours quelque chose chez nous. ' * 2}\nNocturne…"
    assert warnings(text, ITEM) == [LATE_NAME, LATE_DATE]


def test_what_has_no_date_needs_none():
    assert warnings("Nocturne des vitrines", replace(ITEM, when="")) == []

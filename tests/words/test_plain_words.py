"""No shopkeeper and no manager must know a technical word, Wagtail's own included."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from tests.words import plain

LANGUAGES = ("fr", "en")


def shown(entry: polib.POEntry) -> list[str]:
    """Return what Django shows for `entry`, for one and for many."""
    if entry.msgid_plural:
        return [
            translation.ngettext(entry.msgid, entry.msgid_plural, number)
            for number in (1, 2)
        ]
    if entry.msgctxt:
        return [translation.pgettext(entry.msgctxt, entry.msgid)]
    return [translation.gettext(entry.msgid)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_wagtail_says_nothing_technical(language):
    with translation.override(language):
        technical = {
            entry.msgid: said
            for entry in plain.wagtails("fr")
            for said in shown(entry)
            if plain.is_technical(said, language)
        }
    assert technical == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_what_the_words_make_of_this_wagtail(language):
    kept = polib.pofile(str(Path(plain.CATALOGUE.format(language))))
    said = {entry.msgid: entry.msgstr or entry.msgstr_plural for entry in kept}
    made = {
        entry.msgid: entry.msgstr or entry.msgstr_plural
        for entry in plain.catalogue(language)
    }
    assert said == made


@pytest.mark.parametrize("language", LANGUAGES)
def test_cityhub_says_nothing_technical(language):
    pattern = f"**/locale/{language}/LC_MESSAGES/django.po"
    catalogues = [
        path
        for top in ("cityhub", "events", "publishing", "shops")
        for path in (settings.BASE_DIR / top).glob(pattern)
    ]
    technical = {
        entry.msgid: said
        for path in catalogues
        for entry in polib.pofile(str(path))
        for said in (entry.msgstr, *entry.msgstr_plural.values())
        if plain.is_technical(said, language)
    }
    assert technical == {}


def test_a_technical_word_is_said_again_and_its_value_kept():
    said = plain.said_plainly("Le workflow « %(workflow)s » a été relancé.", "fr")
    assert said == "Le circuit d’approbation « %(workflow)s » a été relancé."

"""Wagtail's own words, said plainly; `make messages` writes them into our catalogue.

What it says with a technical word, in French or in English, is said again with
words that a shopkeeper knows. `cityhub/plain` comes before Wagtail's catalogues.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polib

from tests.words import TECHNICAL

CATALOGUE = "cityhub/plain/locale/{}/LC_MESSAGES/django.po"
PLAIN = {
    "en": {
        "a workflow": "an approval process",
        "moderation workflow": "approval process",
        "workflow": "approval process",
        "workflows": "approval processes",
        "slug": "name in the address",
        "slugs": "names in the address",
        "revision": "version",
        "revisions": "versions",
        "snippet": "entry",
        "snippets": "entries",
    },
    "fr": {
        "workflow de modération": "circuit d’approbation",
        "workflow": "circuit d’approbation",
        "workflows": "circuits d’approbation",
        "slug": "nom dans l’adresse",
        "slugs": "noms dans l’adresse",
        "le fragment": "l’élément",
        "de fragment": "d’élément",
        "de fragments": "d’éléments",
        "fragment": "élément",
        "fragments": "éléments",
    },
}
#: What reads badly word by word.
BY_HAND = {
    "Snippets": {"en": "Lists", "fr": "Listes"},
    "Wagtail snippets": {"en": "Lists of the town", "fr": "Listes de la ville"},
    "The following page cannot be moved due to duplicate slug": {
        "en": "Another page there has the same address, so this cannot be moved",
        "fr": "Une autre page y a la même adresse\N{NARROW NO-BREAK SPACE}; "
        "le déplacement est impossible",
    },
    "workflow_tasks": {"en": "steps of approval", "fr": "étapes d’approbation"},
    "The name of the page as it will appear in URLs e.g http://domain.com/blog/"
    "[my-slug]/": {
        "en": "What the page is called in its address: letters, digits and hyphens.",
        "fr": "Comment la page s’appelle dans son adresse\N{NO-BREAK SPACE}: lettres, "
        "chiffres et tirets.",
    },
}
#: What stands for a value, and what only a browser reads.
NOT_SAID = re.compile(r"(%\(\w+\)[sd]|\{\w+\}|<[^>]*>)")
#: Wagtail's French word for its snippets is no plainer.
ALSO_IN_FRENCH = re.compile(r"\bfragments?\b", re.IGNORECASE)


@cache
def wagtails(language: str) -> list[polib.POEntry]:
    """Return every text of Wagtail, as its catalogue of `language` says it."""
    spec = find_spec("wagtail")
    assert spec is not None
    assert spec.origin is not None
    pattern = f"**/locale/{language}/LC_MESSAGES/django.po"
    catalogues = sorted(Path(spec.origin).parent.glob(pattern))
    return [entry for path in catalogues for entry in polib.pofile(str(path))]


def texts(entry: polib.POEntry, language: str) -> list[str]:
    """Return what people read of `entry`: one text, or one for each number."""
    said = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    if language == "en" or not any(said):
        return [text for text in (entry.msgid, entry.msgid_plural) if text]
    return said


def is_technical(text: str, language: str = "en") -> bool:
    """Whether `text` shows people a technical word."""
    shown = NOT_SAID.sub("", text).replace("_", " ")
    return bool(
        TECHNICAL.search(shown) or (language == "fr" and ALSO_IN_FRENCH.search(shown))
    )


def said_plainly(text: str, language: str) -> str:
    """Return `text` with plain words in the place of technical ones."""
    words = PLAIN[language]
    longest_first = sorted(words, key=len, reverse=True)
    known = re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)

    def plain(found: re.Match[str]) -> str:
        word = words[found[0].lower()]
        return word[0].upper() + word[1:] if found[0][0].isupper() else word

    parts = NOT_SAID.split(text)
    return "".join(
        part if NOT_SAID.fullmatch(part) else known.sub(plain, part) for part in parts
    )


def catalogue(language: str) -> polib.POFile:
    """Return the texts of Wagtail that need plainer words, with these."""
    made = polib.POFile(wrapwidth=0)
    made.header = "Wagtail's own texts in plain words; written by make messages."
    plural = "n > 1" if language == "fr" else "n != 1"
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": f"nplurals=2; plural=({plural});",
    }
    entries = {}
    for entry in wagtails("fr"):  # the English one may lack what is new
        said = texts(entry, language)
        if not any(is_technical(text, language) for text in said):
            continue
        by_hand = BY_HAND.get(entry.msgid, {}).get(language)
        plain = [by_hand or said_plainly(text, language) for text in said]
        new = polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt)
        if entry.msgid_plural:
            new.msgid_plural = entry.msgid_plural
            new.msgstr_plural = {0: plain[0], 1: plain[-1]}
        else:
            new.msgstr = plain[0]
        entries[entry.msgctxt, entry.msgid] = new
    made.extend(sorted(entries.values(), key=lambda entry: entry.msgid))
    return made


if __name__ == "__main__":
    for language in PLAIN:
        path = Path(CATALOGUE.format(language))
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue(language).save(str(path))

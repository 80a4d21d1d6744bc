"""Words that somebody meant to replace."""

import re

PLACEHOLDER = re.compile(
    r"lorem ipsum|\bx{3,}\b|_{3,}"
    r"|\bà (?:compléter|remplir|préciser|définir)\b|\bto be (?:completed|confirmed)\b"
    r"|\b(?:todo|tbd|tbc)\b"
    # [ ], [__], [nom de la boutique]; not […], by which a quotation is shortened.
    r"|\[[ _.x]*\]"
    r"|\[(?:votre |your |le |la |the )?(?:nom|date|lieu|heure|titre|texte|prénom|sujet"
    r"|lien|name|place|time|title|text|subject|link|insert|insérer|ajouter)\b[^\]]*\]",
    re.IGNORECASE,
)
ELISION = re.compile(r"\[(?:…|\.\.\.)\]")


def placeholder_in(text: str) -> str:
    """Return the first placeholder in `text`, "" for none."""
    found = PLACEHOLDER.search(ELISION.sub("", text))
    return found[0] if found else ""

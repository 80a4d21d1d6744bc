"""Words in braces that stand for what an item says: {title}, {when} …

This is what people write in; it knows variables and nothing else.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What each variable stands for, said to the manager beside the text.
VARIABLES = {
    "title": gettext_lazy("The title of the item"),
    "text": gettext_lazy("Its text, or the words you wrote for Facebook"),
    "when": gettext_lazy("Its dates and times, in words"),
    "where": gettext_lazy("Its place, with the address"),
    "shop": gettext_lazy("The name of the shop"),
    "signature": gettext_lazy("The first name of who wrote it, when the town signs"),
    "hashtags": gettext_lazy("The hashtags made from its tags"),
    "link": gettext_lazy("The link to the page; it can’t be left out"),
}
VARIABLE = re.compile(r"\{(\w+)\}")
LINK = "{link}"


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its variables replaced, in one pass.

    A line whose variables are all empty disappears; a date that begins a line
    begins with a capital; at most one empty line is left between two.
    """
    lines = []
    for line in text.splitlines():
        names = [name for name in VARIABLE.findall(line) if name in values]
        if names and not any(values[name] for name in names):
            continue
        lines.append(VARIABLE.sub(lambda found: _value(found, values), line))
    return _tidy("\n".join(lines))


def check_text(text: str) -> None:
    """Refuse variables that don't exist and a link that is missing or not alone."""
    known = ", ".join(f"{{{name}}}" for name in VARIABLES)
    for name in VARIABLE.findall(text):
        if name not in VARIABLES:
            message = _("{%(name)s} stands for nothing. You can write: %(known)s.")
            raise ValidationError(message % {"name": name, "known": known})
    if LINK not in text:
        raise ValidationError(
            _("Say where to read on: put {link} somewhere in the text.")
        )
    if any(LINK in word and word != LINK for word in text.split()):
        raise ValidationError(
            _("{link} must stand alone: leave a space before it and after it.")
        )


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    value = values.get(found[1], found[0])
    return capfirst(value) if found[1] == "when" and found.start() == 0 else value


def _tidy(text: str) -> str:
    """Strip each line and leave at most one empty line between two."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()

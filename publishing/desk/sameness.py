"""Texts that say almost the same."""

import re
from difflib import SequenceMatcher

#: From this share of common letters on, readers feel they have read it before.
ALIKE = 0.85
LINK = re.compile(r"https?://\S+")


def bare(text: str) -> str:
    """Return the words alone, as they are compared."""
    return " ".join(LINK.sub("", text).casefold().split())


def alike(one: str, other: str) -> bool:
    """Whether readers of both take them for the same."""
    if not one or not other:
        return False
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE

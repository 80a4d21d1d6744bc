"""Hashtags from an item's free words."""

import re
import unicodedata
from collections.abc import Iterable


def hashtags(tags: Iterable[str]) -> list[str]:
    """Return `tags` as hashtags, words joined in CamelCase, accents kept.

    What would be empty, only digits (Facebook makes no link of it) or there
    already in other capitals is left out.
    """
    found: dict[str, str] = {}
    for tag in tags:
        words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", tag))
        joined = "".join(word[0].upper() + word[1:] for word in words)
        if joined and not joined.isdigit():
            found.setdefault(joined.casefold(), f"#{joined}")
    return list(found.values())

"""What an item is called, its hashtags and what its photos show, proposed.

Taken from the shop and from her words; she sees each and may change it.
"""

import re

from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from taggit.models import Tag

from cityhub.myshop.kinds import Kind
from cityhub.myshop.understanding.dates import Understood
from cityhub.myshop.understanding.kind import plain
from shops.models import ShopPage

TITLE_LENGTH = 80
MOST_TAGS = 4
FIRST_SENTENCE = re.compile(r"[^\n.!?…]+(?:\.(?=\S)[^\n.!?…]+)*[!?]?")
WORD = re.compile(r"\w")  # and not emoji alone, which no list and no reader can say
#: What is left hanging when a date is taken out of a sentence.
HANGING = re.compile(
    r"(?:[\s,;:–-]+|\b(?:le|la|les|du|de|des|dès|ce|à|au|aux|jusqu['’]au|from|on|the|at|until|till|every|in|of|et|and))+\s*$",
    re.IGNORECASE,
)


def propose_title(kind: Kind, text: str, shop: ShopPage, dates: Understood) -> str:
    """Return a title: kind and shop, or the first words without their dates."""
    with translation.override(shop.locale.language_code):
        by_kind = kind.propose_title(shop.title)
    first = FIRST_SENTENCE.search(text)
    if kind.titled or not first:
        return by_kind
    words = first[0]
    if kind.dated:
        for start, end in reversed(dates.places):
            if first.start() <= start < first.end():  # "6 pm." ends with its full stop
                before = words[: start - first.start()]
                after = words[end - first.start() :]
                words = f"{HANGING.sub('', before)} {after}"
    words = re.sub(r"\s+([,.])", r"\1", " ".join(words.split())).strip(" ,;:–-")
    words = HANGING.sub("", words)
    if len(words) < 3 or not WORD.search(words):
        return by_kind
    return Truncator(words[:1].upper() + words[1:]).chars(TITLE_LENGTH)


def propose_tags(text: str, shop: ShopPage, dates: Understood) -> list[str]:
    """Return tags of the town that her words name, dates aside, then her shop's."""
    for start, end in dates.places:
        text = text[:start] + " " * (end - start) + text[end:]
    words = set(re.findall(r"\w+", plain(text)))
    known = Tag.objects.order_by("name").values_list("name", flat=True)
    said = [name for name in known if _is_said(name, words)]
    own = list(shop.tags.names())
    if shop.category:
        own.append(shop.category.name)
    found: dict[str, str] = {}
    for name in (*said, *own):
        found.setdefault(plain(name), name)
    return list(found.values())[:MOST_TAGS]


def propose_alt(kind: Kind, title: str, shop: ShopPage, number: int = 1) -> str:
    """Return words for a photo: shop, kind and title; its number when it isn't the first."""
    with translation.override(shop.locale.language_code):
        words = [title]
        if shop.title not in title:
            words = [shop.title, str(kind.label), title]
        if number > 1:
            words.append(_("photo %(number)d") % {"number": number})
    return Truncator(" – ".join(words)).chars(250)


def _is_said(name: str, words: set[str]) -> bool:
    parts = re.findall(r"\w+", plain(name))
    return bool(parts) and all(
        {part, f"{part}s", f"{part}x", part.removesuffix("s")} & words for part in parts
    )

"""The last items, to tell when one says or shows almost the same as another."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models.fields.json import KT
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from publishing.contract import Announcement
from publishing.desk.sameness import alike, bare
from publishing.desk.submissions import are_alike
from publishing.models import Submission
from publishing.town_time import in_town, say_day

#: Among how many of the last items an alike one is looked for.
REMEMBERED = 300
#: From this share of common words on, the letters are compared: that takes time.
COMMON_WORDS = 0.6


class _Item(NamedTuple):
    """As much of a submission as tells whether another one is like it."""

    page_id: int
    seen: datetime
    picture_print: str
    title: str | None
    text: str | None


class Remembered:
    """The last items that were sent for approval, by one query."""

    def __init__(self) -> None:
        said = (KT("said__title"), KT("said__text"))
        self._items = [
            _Item(*row)
            for row in Submission.objects.order_by("-pk").values_list(
                "page_id", "seen", "picture_print", *said
            )[:REMEMBERED]
        ]

    def like(self, page_id: int, said: Announcement, print_: str) -> Iterator[str]:
        """Yield what another page's item has in common with this one, in sentences.

        `print_` is the print of its picture, "" without one.
        """
        text = bare(f"{said.title}\n{said.text}")
        words = frozenset(text.split())
        for its_text, its_words, item in self._texts:
            if item.page_id == page_id or not _may_be_alike(words, its_words):
                continue
            if alike(text, its_text):
                sentence = _("“%(title)s” of %(day)s says almost the same.")
                yield sentence % _named(item)
                break
        for item in self._items if print_ else ():
            if item.page_id != page_id and are_alike(print_, item.picture_print):
                sentence = _("“%(title)s” of %(day)s shows almost the same photo.")
                yield sentence % _named(item)
                break

    @cached_property
    def _texts(self) -> list[tuple[str, frozenset[str], _Item]]:
        texts = (
            (bare(f"{item.title}\n{item.text}"), item)
            for item in self._items
            if item.title is not None
        )
        return [(text, frozenset(text.split()), item) for text, item in texts]


def _may_be_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= COMMON_WORDS * len(one | other)


def _named(item: _Item) -> dict[str, str]:
    return {"title": item.title or "", "day": say_day(in_town(item.seen).date())}

"""The last items, to tell when one says or shows almost the same as another."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from publishing.contract import Announcement
from publishing.desk.sameness import alike, bare
from publishing.desk.submissions import are_alike
from publishing.models import Submission
from publishing.town_time import in_town, say_day

#: Among how many of the last items an alike one is looked for.
REMEMBERED = 300
UNDOABLE_SHOWN = 10
#: From this share of common words on, the letters are compared: that takes time.
COMMON_WORDS = 0.6


class Remembered:
    """The last items that were sent for approval, by one query.

    Those whose approval can still be taken back are among them, however old.
    """

    def __init__(self, now: datetime) -> None:
        """Remember what there is at `now` (aware)."""
        latest = Submission.objects.order_by("-pk").values("pk")[:REMEMBERED]
        self._items = list(
            Submission.objects.filter(Q(pk__in=latest) | Q(undo_until__gt=now))
            .select_related("decided_by")
            .order_by("-pk")
        )
        self._now = now

    @property
    def undoable(self) -> list[Submission]:
        """Return those whose approval may still be taken back, the latest first."""
        found = [
            each
            for each in self._items
            if each.undo_until is not None and each.undo_until > self._now
        ]
        found.sort(key=lambda each: each.decided_at or self._now, reverse=True)
        return found[:UNDOABLE_SHOWN]

    def like(self, page_id: int, said: Announcement, print_: str) -> Iterator[str]:
        """Yield what another page's item has in common with this one, in sentences.

        `print_` is the print of its picture, "" without one.
        """
        words = _words(f"{said.title}\n{said.text}")
        for text, its_words, item in self._texts:
            if item.page_id == page_id or not _may_be_alike(words, its_words):
                continue
            if alike(bare(f"{said.title}\n{said.text}"), text):
                sentence = _("“%(title)s” of %(day)s says almost the same.")
                yield sentence % _named(item)
                break
        for item in self._items:
            if item.page_id != page_id and are_alike(print_, item.picture_print):
                sentence = _("“%(title)s” of %(day)s shows almost the same photo.")
                yield sentence % _named(item)
                break

    @cached_property
    def _texts(self) -> list[tuple[str, frozenset[str], Submission]]:
        found = []
        for item in self._items:
            if item.said:
                text = f"{item.said['title']}\n{item.said['text']}"
                found.append((bare(text), _words(text), item))
        return found


def _words(text: str) -> frozenset[str]:
    return frozenset(bare(text).split())


def _may_be_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= COMMON_WORDS * len(one | other)


def _named(item: Submission) -> dict[str, str]:
    return {"title": item.title, "day": say_day(in_town(item.seen).date())}

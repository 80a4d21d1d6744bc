"""The images that an announcement names by their numbers.

They are rows of the library, except while a preview lends some, since nobody has
stored them or they were read already: the post and the mail are then drawn by the
same code as when they leave.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from wagtail.images import get_image_model

_lent: ContextVar[Mapping[int, Any] | None] = ContextVar("lent", default=None)


@contextmanager
def lending(images: Mapping[int, Any]) -> Iterator[None]:
    """Let `images` be found by their numbers, without asking the library."""
    token = _lent.set(images)
    try:
        yield
    finally:
        _lent.reset(token)


def images_by_number(numbers: Iterable[int | None]) -> dict[int, Any]:
    """Return the images that there are, lent ones among them."""
    wanted = {number for number in numbers if number}
    lent = _lent.get() or {}
    stored = get_image_model().objects.in_bulk(wanted - lent.keys())
    return stored | {number: lent[number] for number in wanted & lent.keys()}

"""Figures that one part of the house offers and another one shows.

The newsletter shows the growth of fans without knowing who counts them.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number in words, what it counts and where it comes from."""

    number: str
    label: str
    source: str


#: Each returns its figure in the active language, None when it knows no number.
Source = Callable[[], Figure | None]
_sources: list[Source] = []


def offer(source: Source) -> None:
    """Ask `source` too, whenever somebody wants a figure."""
    if source not in _sources:
        _sources.append(source)


def current() -> list[Figure]:
    """Return the figures that are known now, in the active language."""
    return [figure for source in _sources if (figure := source())]

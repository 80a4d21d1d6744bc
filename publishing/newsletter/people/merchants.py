"""The town's merchants, as the newsletter may know them.

The engine knows no shop, so whoever does (the project) introduces a directory.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Merchant:
    """Somebody who works for a shop; `email` is in lower case."""

    email: str
    name: str
    language: str
    shop: str


class Directory(Protocol):
    """What the newsletter asks about merchants; each answer is what is so now."""

    def merchants(self) -> Iterable[Merchant]:
        """Return the people of the shops that have an address, by shop."""

    def streets(self) -> list[str]:
        """Return the streets with a shop, without numbers, in their order."""

    def categories(self) -> list[tuple[str, str]]:
        """Return the kinds of shops, as (short word, name)."""

    def emails(
        self, *, streets: Collection[str] = (), categories: Collection[str] = ()
    ) -> set[str]:
        """Return whose shop lies in one of `streets` and is one of `categories`.

        Nothing named means any. Addresses are in lower case.
        """


class NobodyKnown:
    """The directory of a house without shops."""

    def merchants(self) -> Iterable[Merchant]:
        """Return nobody."""
        return ()

    def streets(self) -> list[str]:
        """Return none."""
        return []

    def categories(self) -> list[tuple[str, str]]:
        """Return none."""
        return []

    def emails(
        self, *, streets: Collection[str] = (), categories: Collection[str] = ()
    ) -> set[str]:
        """Return nobody."""
        return set()


_introduced: list[Directory] = [NobodyKnown()]


def introduce(directory: Directory) -> None:
    """Ask `directory` from now on."""
    _introduced.append(directory)


def directory() -> Directory:
    """Return who knows the merchants here."""
    return _introduced[-1]

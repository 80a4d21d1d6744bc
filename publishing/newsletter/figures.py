"""What readers clicked, in figures behind which nobody can be recognised."""

from dataclasses import dataclass

from publishing.models import Publication
from publishing.newsletter.models import Link
from publishing.newsletter.models.link import CountedLink

#: No figure for fewer people than that.
FEWEST = 10


@dataclass(frozen=True, kw_only=True)
class LinkClicks:
    """One link; `people` is None when there are too few to say."""

    words: str
    target: str
    people: int | None


@dataclass(frozen=True, kw_only=True)
class SectionClicks:
    """One section and its links; the heading is empty outside the sections.

    `people` is a lower bound where the exact sum would give away a few clicks that
    its links hide. None when there are too few to say.
    """

    heading: str
    links: list[LinkClicks]
    people: int | None
    at_least: bool


@dataclass(frozen=True, kw_only=True)
class Clicks:
    """The clicks on one issue. `machines` is None when there are too few to say."""

    sections: list[SectionClicks]
    enough_readers: bool
    machines: int | None

    @classmethod
    def of(cls, publication: Publication, readers: int) -> "Clicks":
        """Return them for an issue that `readers` people got; one query."""
        sections: dict[str, list[CountedLink]] = {}
        links = Link.objects.filter(issue__publication=publication)
        for link in links.counted():
            sections.setdefault(link.section, []).append(link)
        machines = sum(link.machines for group in sections.values() for link in group)
        return cls(
            sections=[_section(*section) for section in sections.items()],
            enough_readers=readers >= FEWEST,
            machines=_sayable(machines),
        )

    @property
    def most(self) -> int:
        """Return the length of the longest bar."""
        return max((section.people or 0 for section in self.sections), default=0) or 1


def _section(heading: str, links: list[CountedLink]) -> SectionClicks:
    few = [link.people for link in links if link.people < FEWEST]
    total = sum(link.people for link in links)
    at_least = bool(few) and sum(few) < FEWEST
    return SectionClicks(
        heading=heading,
        links=[
            LinkClicks(
                words=link.words, target=link.target, people=_sayable(link.people)
            )
            for link in links
        ],
        people=_sayable(total - sum(few) if at_least else total),
        at_least=at_least,
    )


def _sayable(number: int) -> int | None:
    return number if number >= FEWEST else None

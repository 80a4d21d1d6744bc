"""The sections of the town's newsletter: what each gathers, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks import StreamValue

#: A piece as a body takes it: the name of its block and its value.
Piece = tuple[str, object]


class SectionBlock(blocks.StructBlock):
    """A section that fills itself, under the town's heading for it."""

    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Empty: the usual words."),
    )


class OwnSectionBlock(blocks.StructBlock):
    """A section that the manager fills."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), max_length=80)


class SectionsBlock(blocks.StreamBlock):
    """The sections of an issue, in the town's order."""

    edito = blocks.StaticBlock(
        label=gettext_lazy("Edito"),
        icon="edit",
        admin_text=gettext_lazy("Your words, which you write in each issue."),
    )
    changed = SectionBlock(
        label=gettext_lazy("Corrections of earlier issues"), icon="warning"
    )
    news = SectionBlock(label=gettext_lazy("Openings and news"), icon="doc-full")
    workshops = SectionBlock(label=gettext_lazy("Workshops"), icon="group")
    agenda = SectionBlock(label=gettext_lazy("Agenda"), icon="calendar-alt")
    figure = SectionBlock(label=gettext_lazy("The figure"), icon="order")
    own = OwnSectionBlock(
        label=gettext_lazy("A section that you fill: Focus, To read, We liked …"),
        icon="pilcrow",
    )

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in ("edito", "changed", "news", "workshops", "agenda", "figure")
        }


#: The sections of a town that has said nothing.
USUAL = ("edito", "changed", "news", "workshops", "agenda", "figure")


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section: what it gathers ("own": nothing by itself) and its heading."""

    gathers: str
    heading: str


def sections_of(said: StreamValue) -> list[Section]:
    """Return the sections that a town has set, else the usual ones.

    Headings are in the active language.
    """
    if not said:
        return [Section(gathers=name, heading=_usual(name)) for name in USUAL]
    return [
        Section(
            gathers=block.block_type,
            heading=(block.value or {}).get("heading") or _usual(block.block_type),
        )
        for block in said
    ]


def lay(body: StreamValue, sections: Iterable[Section]) -> None:
    """Lay the frame of a new issue: one heading for each section.

    The edito stands at the top of the mail; only when it comes later it has a
    piece of its own.
    """
    for number, section in enumerate(sections):
        if section.gathers != "edito":
            body.append(("heading", section.heading))
        elif number:
            body.append(("edito", None))
        if section.gathers == "own":
            body.append(("text", {"text": "", "web_only": False}))


def put(body: StreamValue, section: Section, kind: str, pieces: list[Piece]) -> None:
    """Add `pieces` after the last one of their `kind`, else under their heading.

    Where the manager took the heading out, they come last, with it.
    """
    alike = [number for number, block in enumerate(body) if block.block_type == kind]
    at = alike[-1] + 1 if alike else _below(body, section.heading)
    for number, piece in enumerate(pieces):
        body.insert(at + number, piece)


def _below(body: StreamValue, heading: str) -> int:
    for number, block in enumerate(body):
        if block.block_type == "heading" and block.value == heading:
            return number + 1
    body.append(("heading", heading))
    return len(body)


def _usual(name: str) -> str:
    return {
        "changed": _("What has changed"),
        "news": _("Openings and news"),
        "workshops": _("Workshops"),
        "agenda": _("Agenda"),
        "figure": _("The figure"),
    }.get(name, "")

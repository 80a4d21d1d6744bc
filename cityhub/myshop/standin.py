"""Pictures that are still on her phone, drawn at their size until it shows them."""

import re
from dataclasses import dataclass

#: A single clear point: the phone puts its own picture in its place.
CLEAR = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
USUAL = (1200, 900)


@dataclass(frozen=True)
class Drawn:
    """A stand-in in one size; the end of its address says which photo it is."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class StandIn:
    """The photo with this place in the form, from 0 on."""

    place: int
    width: int = USUAL[0]
    height: int = USUAL[1]
    description: str = ""

    def get_rendition(self, spec: str) -> Drawn:
        """Return it in the size that Wagtail's `spec` names, else in its own."""
        size = re.search(r"(\d+)x(\d+)", spec)
        width, height = map(int, size.groups()) if size else (self.width, self.height)
        return Drawn(f"{CLEAR}#photo-{self.place}", width, height)

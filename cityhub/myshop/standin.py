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

    @property
    def full_url(self) -> str:
        """Return its address, which is the same from everywhere."""
        return self.url


@dataclass(frozen=True)
class StandIn:
    """The photo with this place in the form, from 0 on."""

    place: int
    width: int = USUAL[0]
    height: int = USUAL[1]
    description: str = ""

    @property
    def number(self) -> int:
        """Return a number that no photo of the library has."""
        return -1 - self.place

    @property
    def default_alt_text(self) -> str:
        """Return its words, under the name that Wagtail's images have for them."""
        return self.description

    def get_rendition(self, spec: str) -> Drawn:
        """Return it in the size that Wagtail's `spec` names, else in its own."""
        size = re.search(r"(\d+)x(\d+)", spec)
        width, height = map(int, size.groups()) if size else (self.width, self.height)
        return Drawn(f"{CLEAR}#photo-{self.place}", width, height)

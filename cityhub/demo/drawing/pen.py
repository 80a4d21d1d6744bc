"""A pen that draws flat shapes in a box of its own, wherever the box lies."""

import unicodedata
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]
#: Drawn this much larger and reduced at the end: smooth edges.
OVERSIZE = 2


class Pen:
    """Draws in units; `box` gives a pen for a smaller box with units of its own."""

    def __init__(
        self, draw: ImageDraw.ImageDraw, scale: float, left: float = 0, top: float = 0
    ) -> None:
        self._draw = draw
        self._scale = scale
        self._left = left
        self._top = top

    def box(self, x: float, y: float, size: float) -> "Pen":
        """Return a pen for the square at (x, y), whose side then counts 100 units."""
        scale = self._scale * size / 100
        return Pen(self._draw, scale, *self._at(x, y))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        radius: float = 0,
    ) -> None:
        """Fill a rectangle from its upper left corner."""
        corners = [*self._at(x, y), *self._at(x + width, y + height)]
        self._draw.rounded_rectangle(corners, radius * self._scale, fill=fill)

    def oval(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Fill the ellipse that touches the rectangle's four sides."""
        corners = [*self._at(x, y), *self._at(x + width, y + height)]
        self._draw.ellipse(corners, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Fill a circle around (x, y)."""
        self.oval(x - radius, y - radius, 2 * radius, 2 * radius, fill)

    def ring(
        self, x: float, y: float, radius: float, colour: str, width: float
    ) -> None:
        """Draw a circle's line around (x, y)."""
        corners = [
            *self._at(x - radius, y - radius),
            *self._at(x + radius, y + radius),
        ]
        self._draw.ellipse(corners, outline=colour, width=self._thick(width))

    def pie(
        self, x: float, y: float, radius: float, start: float, end: float, fill: str
    ) -> None:
        """Fill a slice of a circle; degrees run clockwise from the right."""
        corners = [
            *self._at(x - radius, y - radius),
            *self._at(x + radius, y + radius),
        ]
        self._draw.pieslice(corners, start, end, fill=fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """Fill a polygon."""
        self._draw.polygon([self._at(*point) for point in points], fill=fill)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """Draw a line through points, round at its ends."""
        thick = self._thick(width)
        ends = [self._at(*point) for point in points]
        self._draw.line(ends, fill=colour, width=thick, joint="curve")
        for x, y in (ends[0], ends[-1]):
            half = thick / 2
            self._draw.ellipse([x - half, y - half, x + half, y + half], fill=colour)

    def lettering(
        self, x: float, y: float, text: str, colour: str, *, height: float, room: float
    ) -> None:
        """Write `text` in capitals around (x, y), smaller where it needs more room.

        Pillow's own face has no accents; French shop signs do without them too.
        """
        sign = _as_on_a_sign(text)
        size = height * self._scale
        font = ImageFont.load_default(size)
        width = self._draw.textlength(sign, font=font)
        if width > room * self._scale:
            font = ImageFont.load_default(size * room * self._scale / width)
        self._draw.text(
            self._at(x, y), sign, fill=colour, font=font, anchor="mm", stroke_width=1
        )

    def _at(self, x: float, y: float) -> Point:
        return self._left + x * self._scale, self._top + y * self._scale

    def _thick(self, width: float) -> int:
        return max(1, round(width * self._scale))


class Sheet:
    """An empty picture, and the pen for it; the pen's units are 1/200 of the height."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        self._size = (width, height)
        self._image = Image.new("RGB", (width * OVERSIZE, height * OVERSIZE), colour)
        self.pen = Pen(ImageDraw.Draw(self._image), height * OVERSIZE / 200)

    def finished(self) -> Image.Image:
        """Return the picture in its real size."""
        return self._image.reduce(OVERSIZE)


def _as_on_a_sign(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in plain if not unicodedata.combining(c)).upper()

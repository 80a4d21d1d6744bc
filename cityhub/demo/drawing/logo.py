"""The town's logo: a bridge over its river under an awning."""

from PIL import Image

from cityhub.demo.drawing import palette as p
from cityhub.demo.drawing.pen import Sheet


def logo(size: int) -> Image.Image:
    """Return the logo, square."""
    sheet = Sheet(size, size, p.PAPER)
    pen = sheet.pen
    pen.disc(100, 100, 96, p.SHUTTER)
    pen.disc(100, 100, 86, p.CREAM)
    for number in range(6):
        colour = p.CREAM if number % 2 else p.AWNING
        x = 34 + number * 22
        pen.pie(x + 11, 72, 11, 0, 180, colour)
        pen.shape(
            [(46 + number * 18, 42), (64 + number * 18, 42), (x + 22, 73), (x, 73)],
            colour,
        )
    pen.rect(24, 104, 152, 13, p.SHUTTER)
    for x in (62, 138):
        pen.rect(x - 36, 104, 72, 44, p.SHUTTER)
        pen.pie(x, 150, 27, 180, 360, p.CREAM)
    for row, y in enumerate((150, 162)):
        for number in range(4 - row):
            left = 40 + row * 16 + number * 32
            pen.line([(left, y), (left + 8, y - 4), (left + 18, y)], p.LAKE, 4)
    return sheet.finished()

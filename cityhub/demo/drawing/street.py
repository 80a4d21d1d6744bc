"""Pieces of a street: sky, houses, trees, lamps, people."""

from random import Random

from cityhub.demo.drawing import palette as p
from cityhub.demo.drawing.pen import Pen

SKIES = {
    "day": (p.SKY, p.PAPER),
    "morning": (p.CREAM, p.HONEY),
    "evening": (p.DUSK, p.CORAL),
    "night": (p.NIGHT, p.CREAM),
}
WALLS = (p.SAND, p.BLUSH, p.MINT, p.CREAM, p.STONE, "#e9d8e4", "#dfe7ea")


def sky(pen: Pen, chance: Random, hour: str) -> None:
    """Fill the sheet with the sky of that hour."""
    ground, light = SKIES[hour]
    pen.rect(0, 0, 300, 200, ground)
    pen.disc(chance.randint(30, 270), chance.randint(16, 40), 13, light)
    if hour == "night":
        for _ in range(26):
            pen.disc(chance.randint(0, 300), chance.randint(0, 80), 0.7, p.CREAM)
        return
    for _ in range(3):
        x, y = chance.randint(-10, 270), chance.randint(8, 50)
        for dx, radius in ((0, 7), (10, 10), (22, 7)):
            pen.disc(x + dx, y, radius, p.lighter(ground, 0.6))
        pen.rect(x - 4, y, 30, 8, p.lighter(ground, 0.6), radius=4)


def pavement(pen: Pen, y: float, hour: str) -> None:
    """Lay kerb and street from `y` down."""
    ground = p.darker(p.STONE, 0.45) if hour == "night" else p.STONE
    pen.rect(0, y, 300, 200 - y, ground)
    pen.rect(0, y + 10, 300, 2.5, p.darker(ground, 0.15))
    pen.rect(0, y + 12.5, 300, 200 - y, p.darker(ground, 0.28))


def window(pen: Pen, x: float, y: float, shutters: str, hour: str) -> None:
    """Draw a window of an upper floor, with its shutters and flower box."""
    pen.rect(x - 2, y - 2, 24, 34, p.PAPER)
    pen.rect(x, y, 20, 30, p.HONEY if hour in ("evening", "night") else p.LAKE)
    pen.rect(x + 9.2, y, 1.6, 30, p.PAPER)
    pen.rect(x, y + 12, 20, 1.6, p.PAPER)
    for left in (x - 13, x + 22):
        pen.rect(left, y - 2, 11, 34, shutters)
        for slat in range(3, 32, 5):
            pen.rect(left + 1.5, y - 2 + slat, 8, 1.2, p.darker(shutters, 0.25))
    pen.rect(x - 3, y + 30, 26, 5, p.BARK)
    for number, dx in enumerate((1, 7, 13, 19)):
        pen.disc(x + dx, y + 29, 3.2, p.MOSS)
        pen.disc(x + dx, y + 27.5, 2, (p.AWNING, p.HONEY, p.CORAL)[number % 3])


def house(
    pen: Pen, chance: Random, x: float, width: float, top: float, hour: str
) -> None:
    """Draw a neighbour's house down to the pavement, a little faded."""
    wall = p.mixed(chance.choice(WALLS), p.NIGHT, 0.45 if hour == "night" else 0.04)
    roof = p.mixed(chance.choice((p.AWNING, p.SLATE, p.BARK)), wall, 0.35)
    pen.shape(
        [
            (x - 3, top),
            (x + 9, top - 22),
            (x + width - 9, top - 22),
            (x + width + 3, top),
        ],
        roof,
    )
    pen.rect(x + width * 0.7, top - 32, 7, 16, p.darker(roof))
    pen.rect(x, top, width, 172 - top, wall)
    for column in range(max(1, int(width // 24))):
        for row in range(int((160 - top) // 36)):
            left, up = x + 7 + column * 24, top + 10 + row * 34
            lit = hour in ("evening", "night") and chance.random() < 0.6
            pen.rect(left, up, 11, 18, p.HONEY if lit else p.darker(wall, 0.28))
            pen.rect(left + 4.8, up, 1.4, 18, wall)


def tree(pen: Pen, x: float, chance: Random) -> None:
    """Plant a tree at the kerb."""
    colour = chance.choice((p.LEAF, p.MOSS, p.HONEY))
    pen.rect(x - 2.5, 128, 5, 50, p.BARK)
    for dx, dy, radius in ((0, 104, 22), (-13, 116, 15), (13, 116, 15)):
        pen.disc(x + dx, dy, radius, colour)
    for dx, dy in ((-6, 98), (7, 108), (-12, 114)):
        pen.disc(x + dx, dy, 3, p.lighter(colour, 0.3))
    pen.rect(x - 9, 174, 18, 9, p.BARK, radius=2)


def lamp(pen: Pen, x: float, hour: str) -> None:
    """Put up a street lamp, lit when it is dark."""
    if hour in ("evening", "night"):
        pen.disc(x, 92, 15, p.mixed(SKIES[hour][0], p.HONEY, 0.4))
    pen.rect(x - 1.5, 96, 3, 82, p.INK)
    pen.rect(x - 6, 84, 12, 14, p.HONEY, radius=3)
    pen.shape([(x - 8, 85), (x + 8, 85), (x, 77)], p.INK)
    pen.rect(x - 5, 175, 10, 4, p.INK)


def bench(pen: Pen, x: float) -> None:
    """Put a bench on the pavement."""
    for y in (156, 163, 170):
        pen.rect(x, y, 44, 4, p.CRUST, radius=1)
    for dx in (5, 36):
        pen.rect(x + dx, 154, 3, 28, p.INK)


def cat(pen: Pen, x: float, y: float) -> None:
    """Let a cat sit there."""
    pen.line([(x + 9, y - 2), (x + 15, y - 6), (x + 14, y - 13)], p.INK, 2.4)
    pen.oval(x - 5, y - 14, 15, 15, p.INK)
    pen.disc(x - 3, y - 16, 5.5, p.INK)
    for dx in (-7.5, -1):
        pen.shape(
            [(x + dx - 1, y - 18), (x + dx + 3.5, y - 18), (x + dx + 1, y - 25)], p.INK
        )
    for dx in (-5, -1):
        pen.disc(x + dx, y - 16.5, 0.9, p.HONEY)


def garland(pen: Pen, y: float, *, lit: bool) -> None:
    """Hang a line of bunting, or of lights, across the street."""
    points = [(x, y + 12 - 0.0009 * (x - 150) ** 2 * 0.6) for x in range(0, 301, 10)]
    pen.line(points, p.SLATE, 0.9)
    for number, (x, top) in enumerate(points):
        colour = p.BRIGHT[number % len(p.BRIGHT)]
        if lit:
            pen.disc(x, top + 3, 3, p.HONEY if number % 2 else p.CREAM)
        else:
            pen.shape([(x - 4, top), (x + 4, top), (x, top + 9)], colour)


def person(pen: Pen, chance: Random, coat: str) -> None:
    """Draw somebody down to the waist, in a square of 100 units."""
    skin, hair = chance.choice(p.SKINS), chance.choice(p.HAIRS)
    if chance.random() < 0.5:
        pen.oval(26, 8, 48, 62, hair)
    pen.rect(42, 44, 16, 20, p.darker(skin, 0.1))
    pen.rect(14, 58, 72, 60, coat, radius=24)
    pen.rect(30, 66, 40, 52, p.CREAM, radius=4)
    pen.line([(34, 58), (36, 70)], p.CREAM, 4)
    pen.line([(66, 58), (64, 70)], p.CREAM, 4)
    pen.oval(31, 14, 38, 42, skin)
    pen.pie(50, 33, 21, 180, 360, hair)
    for x in (42, 58):
        pen.disc(x, 38, 2.2, p.INK)
        pen.disc(x - (50 - x) * 0.35, 45, 3.4, p.mixed(skin, p.CORAL, 0.45))
    pen.pie(50, 44, 6, 15, 165, p.AWNING)

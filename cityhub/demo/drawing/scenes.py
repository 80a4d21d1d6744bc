"""Pictures of news and events: things on a table, people, stalls, a lit street."""

from collections.abc import Callable
from random import Random

from PIL import Image

from cityhub.demo.drawing import palette as p
from cityhub.demo.drawing import street
from cityhub.demo.drawing.goods import GOODS
from cityhub.demo.drawing.pen import Pen, Sheet

Scene = Callable[[Pen, Random, str], None]


def table(pen: Pen, chance: Random, goods: str) -> None:
    """What the shop sells, large, on a table."""
    wall = chance.choice((p.MINT, p.BLUSH, p.SKY, p.SAND, p.LILAC))
    pen.rect(0, 0, 300, 200, wall)
    spot = p.lighter(wall, 0.3)
    for row in range(9):
        for column in range(13):
            pen.disc(column * 25 + (row % 2) * 12, row * 20, 2.4, spot)
    pen.disc(150, 88, 82, p.lighter(wall, 0.65))
    wood = chance.choice((p.CRUST, p.SHUTTER, p.BARK, p.LEAF))
    pen.rect(0, 158, 300, 42, wood)
    pen.rect(0, 158, 300, 4, p.lighter(wood, 0.25))
    tints = chance.sample(p.BRIGHT, 3)
    draw = GOODS[goods]
    draw(pen.box(26, 104, 62), tints[1])
    draw(pen.box(212, 104, 62), tints[2])
    pen.oval(94, 158, 112, 12, p.darker(wood, 0.25))
    draw(pen.box(92, 50, 116), tints[0])


def people(pen: Pen, chance: Random, goods: str) -> None:
    """The team behind its counter."""
    wall = chance.choice((p.SKY, p.MINT, p.BLUSH, p.SAND))
    pen.rect(0, 0, 300, 200, wall)
    for y in (38, 74):
        for number in range(6):
            GOODS[goods](
                pen.box(10 + number * 50, y - 26, 26),
                p.lighter(chance.choice(p.BRIGHT), 0.3),
            )
        pen.rect(0, y, 300, 4, p.CRUST)
    number = chance.choice((2, 3))
    for place in range(number):
        x = 150 - number * 43 + place * 86 - 8
        street.person(
            pen.box(x, 54 + chance.randint(0, 8), 102), chance, chance.choice(p.BRIGHT)
        )
    pen.rect(0, 152, 300, 48, p.BARK)
    pen.rect(0, 148, 300, 8, p.CRUST)
    between = 150 if number == 2 else 107
    GOODS[goods](pen.box(between - 20, 110, 40), chance.choice(p.BRIGHT))


def market(pen: Pen, chance: Random, goods: str) -> None:
    """Stalls on the square."""
    _square(pen, chance, "day")
    for y in (26, 44):
        street.garland(pen, y, lit=False)
    kinds = [goods, *chance.sample(sorted(GOODS), 2)]
    for number, kind in enumerate(kinds):
        _stall(pen, chance, 12 + number * 96, kind)


def lights(pen: Pen, chance: Random, goods: str) -> None:
    """The street at night, under its lights, shops open."""
    _square(pen, chance, "night")
    for y in (18, 36, 56):
        street.garland(pen, y, lit=True)
    for x in (26, 274):
        street.lamp(pen, x, "night")
    for number, kind in enumerate((goods, chance.choice(sorted(GOODS)))):
        _stall(pen, chance, 54 + number * 104, kind)


def music(pen: Pen, chance: Random, goods: str) -> None:
    """A small stage in the evening."""
    _square(pen, chance, "evening")
    street.garland(pen, 22, lit=True)
    pen.rect(58, 150, 184, 30, p.BARK)
    pen.rect(54, 146, 192, 7, p.CRUST)
    for x in (64, 230):
        pen.rect(x, 66, 6, 82, p.INK)
    pen.shape([(52, 68), (248, 68), (226, 42), (74, 42)], p.AWNING)
    for number in range(3):
        street.person(
            pen.box(76 + number * 48, 82, 66), chance, chance.choice(p.BRIGHT)
        )
    GOODS["guitar"](pen.box(90, 100, 48), p.CRUST)
    GOODS["guitar"](pen.box(166, 100, 48), p.HONEY)
    pen.rect(54, 146, 192, 7, p.CRUST)


def breakfast(pen: Pen, chance: Random, goods: str) -> None:
    """A table set for people who talk shop."""
    pen.rect(0, 0, 300, 200, p.SAND)
    pen.rect(0, 0, 300, 112, p.MINT)
    pen.rect(34, 14, 106, 74, p.PAPER)
    pen.rect(39, 19, 96, 64, p.SKY)
    pen.disc(112, 38, 10, p.HONEY)
    pen.rect(85, 19, 4, 64, p.PAPER)
    for number in range(4):
        coat = chance.choice(p.BRIGHT)
        street.person(
            pen.box(8 + number * 74, 56 + chance.randint(0, 10), 78), chance, coat
        )
    pen.oval(-30, 112, 360, 120, p.CREAM)
    pen.oval(-30, 106, 360, 116, p.PAPER)
    for number, kind in enumerate(("coffee", "bread", goods, "tea", "coffee")):
        GOODS[kind](
            pen.box(22 + number * 54, 122 + (number % 2) * 16, 42),
            chance.choice(p.BRIGHT),
        )


def works(pen: Pen, chance: Random, goods: str) -> None:
    """The street that is being made anew."""
    _square(pen, chance, "morning")
    street.tree(pen, 44, chance)
    street.bench(pen, 78)
    for x in (150, 182, 214):
        pen.shape([(x, 180), (x + 9, 146), (x + 13, 146), (x + 22, 180)], p.CORAL)
        pen.rect(x + 5, 160, 12, 5, p.PAPER)
        pen.rect(x - 4, 178, 30, 5, p.AWNING, radius=2)
    GOODS["tools"](pen.box(242, 126, 56), p.LEAF)


def _square(pen: Pen, chance: Random, hour: str) -> None:
    street.sky(pen, chance, hour)
    x = -8
    while x < 300:
        width = chance.choice((48, 56, 64))
        street.house(pen, chance, x, width, chance.randint(48, 84), hour)
        x += width
    street.pavement(pen, 166, hour)


def _stall(pen: Pen, chance: Random, x: float, goods: str) -> None:
    cloth = chance.choice((p.AWNING, p.SHUTTER, p.LEAF, p.PLUM))
    for dx in (6, 76):
        pen.rect(x + dx, 100, 3, 84, p.BARK)
    street.person(pen.box(x + 18, 106, 50), chance, chance.choice(p.BRIGHT))
    for number in range(8):
        colour = p.CREAM if number % 2 else cloth
        pen.pie(x + 5.3 + number * 10.6, 110, 5.3, 0, 180, colour)
        pen.shape(
            [
                (x + 8 + number * 8.6, 92),
                (x + 16.6 + number * 8.6, 92),
                (x + 10.6 + number * 10.6, 111),
                (x + number * 10.6, 111),
            ],
            colour,
        )
    pen.rect(x, 154, 85, 32, p.CRUST)
    pen.rect(x, 154, 85, 5, p.BARK)
    for number in range(3):
        GOODS[goods](pen.box(x + 6 + number * 26, 134, 22), chance.choice(p.BRIGHT))


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (table, people, market, lights, music, breakfast, works)
}


def picture(scene: str, goods: str, seed: str, size: tuple[int, int]) -> Image.Image:
    """Return the picture of `scene` around `goods`; `seed` varies it."""
    sheet = Sheet(*size, p.PAPER)
    SCENES[scene](sheet.pen, Random(seed), goods)  # noqa: S311 (not a secret)
    return sheet.finished()

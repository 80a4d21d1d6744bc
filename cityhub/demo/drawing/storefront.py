"""A shop seen from across its street."""

from random import Random

from PIL import Image

from cityhub.demo.drawing import palette as p
from cityhub.demo.drawing import street
from cityhub.demo.drawing.goods import GOODS
from cityhub.demo.drawing.pen import Pen, Sheet

FLOOR = 172


def storefront(name: str, goods: str, seed: str, size: tuple[int, int]) -> Image.Image:
    """Return the front of the shop `name` that sells `goods`; `seed` varies it."""
    chance = Random(seed)  # noqa: S311 (a picture, not a secret)
    hour = chance.choice(("day", "day", "morning", "evening"))
    sheet = Sheet(*size, p.SKY)
    pen = sheet.pen
    street.sky(pen, chance, hour)
    for x, width in ((-12, 62), (246, 66)):
        street.house(pen, chance, x, width, chance.randint(34, 70), hour)
    street.pavement(pen, FLOOR, hour)
    _front(pen, chance, hour, name, goods)
    _before_the_door(pen, chance, hour)
    return sheet.finished()


def _front(pen: Pen, chance: Random, hour: str, name: str, goods: str) -> None:
    paint, cloth = chance.sample((p.SHUTTER, p.AWNING, p.LEAF, p.PLUM, p.OCHRE), 2)
    wall = chance.choice(street.WALLS)
    left, width = 46, 208
    roof = chance.choice((p.AWNING, p.SLATE, p.BARK, p.CORAL))
    pen.shape(
        [
            (left - 6, 20),
            (left + 14, -6),
            (left + width - 14, -6),
            (left + width + 6, 20),
        ],
        roof,
    )
    pen.rect(left, 18, width, FLOOR - 18, wall)
    pen.rect(left - 3, 17, width + 6, 4, p.darker(wall, 0.15))
    for x in chance.choice(((76, 140, 204), (92, 188), (68, 116, 164, 212))):
        street.window(pen, x, 30, p.lighter(paint, 0.15), hour)
    pen.rect(left + 4, 78, width - 8, FLOOR - 78, paint)
    pen.rect(left, 74, width, 22, p.darker(paint, 0.12), radius=1.5)
    pen.lettering(150, 85.5, name, p.CREAM, height=14, room=width - 16)
    door_left = chance.random() < 0.5
    _door(pen, left + 12 if door_left else left + width - 52, paint, hour)
    _display(pen, chance, (left + 62 if door_left else left + 12), goods, cloth, hour)
    _awning(pen, left, width, cloth, plain=chance.random() < 0.25)


def _door(pen: Pen, x: float, paint: str, hour: str) -> None:
    glass = p.lighter(p.HONEY, 0.4) if hour == "evening" else p.SKY
    pen.rect(x, 100, 40, FLOOR - 100, p.darker(paint, 0.3))
    pen.rect(x + 5, 106, 30, 46, glass)
    pen.shape(
        [(x + 8, 150), (x + 22, 108), (x + 28, 108), (x + 14, 150)],
        p.lighter(glass, 0.6),
    )
    pen.disc(x + 34, 152, 2.2, p.HONEY)
    pen.rect(x + 10, 124, 20, 9, p.PAPER, radius=1)
    pen.rect(x + 13, 127.5, 14, 2, p.LEAF)
    pen.rect(x - 3, FLOOR - 3, 46, 4, p.STONE)


def _display(
    pen: Pen, chance: Random, x: float, goods: str, tint: str, hour: str
) -> None:
    width, top, bottom = 134, 104, 158
    glass = p.lighter(p.HONEY, 0.55) if hour == "evening" else p.PAPER
    pen.rect(x - 3, top - 3, width + 6, bottom - top + 6, p.CREAM)
    pen.rect(x, top, width, bottom - top, glass)
    draw = GOODS[goods]
    tints = chance.sample(p.BRIGHT, 4)
    for number, colour in enumerate(tints):
        size = 30 if number % 2 else 24
        draw(pen.box(x + 5 + number * 32, bottom - 5 - size, size), colour)
    pen.rect(x, bottom - 5, width, 5, p.CRUST)
    for dx in (14, 92):
        band = [
            (x + dx, bottom - 6),
            (x + dx + 26, top),
            (x + dx + 30, top),
            (x + dx + 4, bottom - 6),
        ]
        pen.shape(band, p.lighter(glass, 0.75))
    pen.rect(x, bottom + 3, width, FLOOR - bottom - 3, p.darker(tint, 0.45))


def _awning(pen: Pen, left: float, width: float, cloth: str, *, plain: bool) -> None:
    stripes = 13
    step = (width + 12) / stripes
    for number in range(stripes):
        x = left - 6 + number * step
        colour = cloth if plain or number % 2 == 0 else p.CREAM
        top = left + 2 + number * (width - 4) / stripes
        next_top = left + 2 + (number + 1) * (width - 4) / stripes
        pen.pie(x + step / 2, 109.5, step / 2, 0, 180, p.darker(colour, 0.12))
        pen.shape([(top, 95), (next_top, 95), (x + step, 110), (x, 110)], colour)


def _before_the_door(pen: Pen, chance: Random, hour: str) -> None:
    street.lamp(pen, chance.choice((24, 276)), hour)
    thing = chance.choice(("bench", "bicycle", "pots", "board", "bench"))
    x = chance.choice((104, 140, 168))
    if thing == "bench":
        street.bench(pen, x)
    elif thing == "bicycle":
        GOODS["bicycle"](pen.box(x, 142, 46), chance.choice(p.BRIGHT))
    elif thing == "pots":
        for number in range(3):
            GOODS["flowers"](pen.box(x + number * 18, 154, 28), chance.choice(p.BRIGHT))
    else:
        pen.shape([(x, 182), (x + 5, 148), (x + 27, 148), (x + 32, 182)], p.BARK)
        pen.shape([(x + 4, 178), (x + 8, 152), (x + 24, 152), (x + 28, 178)], p.INK)
        for y in (158, 164, 170):
            pen.line([(x + 11, y), (x + 21, y)], p.CREAM, 1.2)
    if chance.random() < 0.4:
        street.tree(pen, chance.choice((8, 290)), chance)
    if chance.random() < 0.35:
        street.cat(pen, chance.choice((60, 226)), 183)

"""What the shops sell, each drawn in a square of 100 units that stands on its floor."""

from collections.abc import Callable

from cityhub.demo.drawing import palette as p
from cityhub.demo.drawing.pen import Pen

Goods = Callable[[Pen, str], None]


def bread(pen: Pen, tint: str) -> None:
    """A round loaf and two baguettes."""
    for x, lean in ((20, -8), (38, 4)):
        pen.line([(x + lean, 12), (x, 90)], p.CRUST, 13)
        for y in (28, 48, 68):
            pen.line([(x - 4, y + 4), (x + 4, y - 4)], p.SAND, 3)
    pen.pie(64, 98, 35, 180, 360, p.BARK)
    pen.pie(64, 96, 33, 180, 360, p.CRUST)
    for x in (48, 62, 76):
        pen.line([(x - 4, 86), (x + 6, 72)], p.SAND, 4)


def cake(pen: Pen, tint: str) -> None:
    """A cake of two floors with a cherry."""
    pen.rect(8, 92, 84, 6, p.STONE, radius=3)
    pen.rect(18, 60, 64, 32, p.lighter(tint), radius=4)
    pen.rect(30, 34, 40, 28, p.CREAM, radius=4)
    for x in range(22, 80, 12):
        pen.disc(x + 4, 62, 6.5, p.PAPER)
    for x in range(34, 68, 11):
        pen.disc(x + 4, 36, 5.5, tint)
    pen.disc(50, 24, 8, p.AWNING)


def coffee(pen: Pen, tint: str) -> None:
    """A steaming cup."""
    for x in (36, 50, 64):
        pen.line([(x, 32), (x + 4, 24), (x - 2, 16), (x + 2, 8)], p.STONE, 3)
    pen.ring(78, 60, 13, p.darker(tint), 6)
    pen.rect(20, 40, 58, 30, tint)
    pen.pie(49, 68, 29, 0, 180, tint)
    pen.oval(20, 34, 58, 12, p.BARK)
    pen.oval(8, 90, 82, 9, p.lighter(tint))


def flowers(pen: Pen, tint: str) -> None:
    """A bunch in a pot."""
    blooms = ((50, 22, tint), (28, 34, p.HONEY), (72, 34, p.CORAL), (40, 46, p.LILAC))
    for x, y, _colour in blooms:
        pen.line([(50, 74), (x, y)], p.LEAF, 3)
    for x, y, colour in blooms:
        for dx, dy in ((-8, 0), (8, 0), (0, -8), (0, 8)):
            pen.disc(x + dx, y + dy, 8, colour)
        pen.disc(x, y, 6, p.CREAM)
    pen.oval(56, 50, 26, 14, p.MOSS)
    pen.shape([(28, 66), (72, 66), (66, 98), (34, 98)], p.CORAL)
    pen.rect(25, 62, 50, 9, p.darker(p.CORAL))


def books(pen: Pen, tint: str) -> None:
    """Books, standing and lying."""
    spines = ((8, 60, tint), (22, 70, p.HONEY), (36, 54, p.SHUTTER), (50, 66, p.LEAF))
    for x, height, colour in spines:
        pen.rect(x, 98 - height, 12, height, colour, radius=1)
        pen.rect(x + 3, 98 - height + 10, 6, 4, p.CREAM)
    pen.shape([(64, 98), (80, 40), (91, 43), (75, 98)], p.CORAL)
    pen.rect(80, 88, 18, 10, p.PLUM)


def cheese(pen: Pen, tint: str) -> None:
    """A wedge with holes and a small round one."""
    pen.shape([(6, 70), (66, 40), (90, 58), (90, 98), (6, 98)], p.HONEY)
    pen.shape([(6, 70), (66, 40), (90, 58)], p.lighter(p.HONEY, 0.5))
    for x, y, r in ((28, 84, 7), (52, 78, 5), (70, 88, 8), (78, 68, 4)):
        pen.disc(x, y, r, p.darker(p.HONEY, 0.18))
    pen.oval(20, 30, 34, 12, p.PAPER)
    pen.rect(20, 36, 34, 12, p.CREAM)


def bottles(pen: Pen, tint: str) -> None:
    """Two bottles and a glass."""
    for x, colour in ((12, p.LEAF), (38, tint)):
        pen.rect(x + 6, 14, 8, 26, p.darker(colour))
        pen.rect(x, 36, 20, 62, p.darker(colour, 0.1), radius=6)
        pen.rect(x, 56, 20, 24, p.CREAM)
    pen.pie(78, 50, 16, 0, 180, p.AWNING)
    pen.rect(62, 44, 32, 7, p.SKY)
    pen.line([(78, 66), (78, 94)], p.STONE, 4)
    pen.oval(64, 92, 28, 6, p.STONE)


def bicycle(pen: Pen, tint: str) -> None:
    """A bicycle."""
    for x in (22, 78):
        pen.ring(x, 76, 21, p.INK, 4)
        pen.disc(x, 76, 3, p.SLATE)
    pen.line([(22, 76), (40, 42), (68, 42), (50, 76), (22, 76)], tint, 5)
    pen.line([(40, 42), (50, 76)], tint, 5)
    pen.line([(78, 76), (66, 30), (56, 28)], tint, 5)
    pen.rect(32, 34, 18, 6, p.BARK, radius=3)


def shoes(pen: Pen, tint: str) -> None:
    """A boot and a pump."""
    pen.shape([(10, 28), (34, 28), (34, 74), (54, 82), (54, 96), (10, 96)], tint)
    pen.rect(8, 92, 48, 6, p.INK)
    pen.rect(10, 28, 24, 8, p.darker(tint))
    pen.shape([(60, 66), (70, 62), (92, 88), (98, 96), (78, 96)], p.HONEY)
    pen.rect(61, 68, 5, 30, p.darker(p.HONEY))


def scissors(pen: Pen, tint: str) -> None:
    """Scissors and a comb."""
    pen.line([(22, 12), (52, 70)], p.SLATE, 7)
    pen.line([(62, 12), (34, 70)], p.STONE, 7)
    pen.ring(28, 82, 13, tint, 6)
    pen.ring(58, 82, 13, tint, 6)
    pen.rect(78, 12, 9, 84, p.BARK, radius=3)
    for y in range(16, 92, 8):
        pen.rect(87, y, 10, 4, p.BARK)


def glasses(pen: Pen, tint: str) -> None:
    """A pair of glasses on its case."""
    for x in (28, 72):
        pen.disc(x, 50, 20, p.SKY)
        pen.ring(x, 50, 22, tint, 6)
        pen.line([(x - 8, 56), (x + 4, 42)], p.PAPER, 3)
    pen.line([(46, 46), (54, 46)], tint, 6)
    pen.rect(14, 82, 72, 16, p.darker(tint), radius=8)


def dress(pen: Pen, tint: str) -> None:
    """A dress on its stand."""
    pen.line([(50, 80), (50, 96)], p.BARK, 5)
    pen.oval(32, 92, 36, 6, p.BARK)
    pen.disc(50, 10, 5, p.BARK)
    pen.shape([(36, 16), (64, 16), (60, 44), (82, 84), (18, 84), (40, 44)], tint)
    pen.rect(39, 42, 22, 5, p.CREAM)
    for x, y in ((40, 62), (56, 58), (48, 74), (66, 74), (32, 76)):
        pen.disc(x, y, 3, p.lighter(tint, 0.6))


def toys(pen: Pen, tint: str) -> None:
    """A bear, a ball and a cube."""
    for x in (26, 50):
        pen.disc(x, 22, 8, p.BARK)
    pen.oval(18, 52, 40, 46, p.CRUST)
    pen.disc(38, 36, 20, p.CRUST)
    pen.oval(29, 38, 18, 13, p.SAND)
    for x in (31, 45):
        pen.disc(x, 32, 2.5, p.INK)
    pen.disc(38, 42, 3, p.INK)
    pen.disc(78, 82, 16, tint)
    pen.pie(78, 82, 16, 200, 260, p.CREAM)
    pen.rect(64, 44, 22, 22, p.LEAF, radius=2)


def fish(pen: Pen, tint: str) -> None:
    """Two fish on ice."""
    for y, colour in ((34, p.LAKE), (62, p.lighter(tint, 0.2))):
        pen.shape([(72, y + 12), (96, y), (96, y + 24)], p.darker(colour))
        pen.oval(8, y, 72, 24, colour)
        pen.oval(14, y + 12, 56, 10, p.lighter(colour, 0.5))
        pen.disc(22, y + 9, 3, p.INK)
    for x in range(2, 98, 14):
        pen.rect(x, 90, 12, 9, p.SKY, radius=2)


def vegetables(pen: Pen, tint: str) -> None:
    """A crate with carrots, a cabbage and tomatoes."""
    pen.disc(32, 50, 20, p.MOSS)
    pen.disc(30, 50, 12, p.lighter(p.MOSS))
    for x in (56, 68, 80):
        pen.line([(x, 38), (x + 5, 22)], p.LEAF, 4)
        pen.shape([(x - 7, 36), (x + 7, 36), (x, 78)], p.CORAL)
    for x in (22, 42):
        pen.disc(x, 68, 11, p.AWNING)
    pen.rect(6, 70, 88, 28, p.CRUST)
    for y in (78, 88):
        pen.rect(6, y, 88, 2, p.BARK)


def chocolate(pen: Pen, tint: str) -> None:
    """A box of chocolates with its ribbon."""
    pen.rect(8, 52, 84, 46, p.darker(tint), radius=3)
    pen.rect(4, 44, 92, 12, tint, radius=3)
    for x in (16, 36, 56, 76):
        pen.disc(x + 4, 36, 9, p.BARK)
        pen.line([(x, 36), (x + 8, 32)], p.CREAM, 2)
    pen.rect(44, 44, 12, 54, p.HONEY)


def tea(pen: Pen, tint: str) -> None:
    """A teapot."""
    pen.ring(82, 62, 15, p.darker(tint), 6)
    pen.shape([(28, 66), (4, 40), (12, 36), (36, 56)], tint)
    pen.oval(18, 40, 64, 54, tint)
    pen.oval(32, 36, 36, 10, p.darker(tint))
    pen.disc(50, 30, 6, p.HONEY)
    for x, y in ((38, 66), (50, 74), (62, 66), (50, 58)):
        pen.disc(x, y, 4, p.lighter(tint, 0.6))
    pen.rect(26, 92, 48, 6, p.darker(tint))


def pottery(pen: Pen, tint: str) -> None:
    """Three vases."""
    pen.oval(6, 52, 36, 46, tint)
    pen.rect(18, 36, 12, 24, tint)
    pen.rect(14, 32, 20, 6, p.darker(tint))
    pen.rect(6, 70, 36, 5, p.CREAM)
    pen.shape([(46, 98), (40, 48), (64, 48), (58, 98)], p.LAKE)
    pen.rect(42, 62, 20, 4, p.PAPER)
    pen.pie(80, 80, 18, 0, 180, p.HONEY)
    pen.rect(74, 92, 12, 6, p.darker(p.HONEY))


def jewels(pen: Pen, tint: str) -> None:
    """A ring with its stone, and a watch."""
    pen.ring(36, 66, 27, p.HONEY, 8)
    pen.shape([(20, 26), (52, 26), (58, 36), (36, 56), (14, 36)], p.LAKE)
    pen.shape([(28, 26), (44, 26), (36, 54)], p.SKY)
    pen.rect(74, 14, 14, 84, tint)
    pen.disc(81, 56, 17, p.HONEY)
    pen.disc(81, 56, 12, p.PAPER)
    pen.line([(81, 46), (81, 56), (88, 60)], p.INK, 3)


def records(pen: Pen, tint: str) -> None:
    """A record half out of its sleeve."""
    pen.disc(62, 58, 36, p.INK)
    for radius in (28, 21):
        pen.ring(62, 58, radius, p.SLATE, 1.5)
    pen.disc(62, 58, 11, tint)
    pen.disc(62, 58, 2, p.PAPER)
    pen.rect(4, 24, 56, 74, p.HONEY)
    pen.pie(32, 98, 26, 180, 360, tint)
    pen.disc(32, 48, 12, p.CREAM)


def tools(pen: Pen, tint: str) -> None:
    """A hammer, a key and a pot of paint."""
    pen.line([(22, 32), (22, 96)], p.CRUST, 7)
    pen.rect(4, 18, 38, 16, p.SLATE, radius=3)
    pen.ring(58, 24, 11, p.HONEY, 6)
    pen.line([(58, 36), (58, 92)], p.HONEY, 6)
    for y in (74, 86):
        pen.line([(58, y), (68, y)], p.HONEY, 5)
    pen.rect(74, 62, 24, 36, p.STONE)
    pen.rect(74, 72, 24, 16, tint)
    pen.oval(74, 58, 24, 9, tint)


def remedies(pen: Pen, tint: str) -> None:
    """A pharmacy's jar and cross."""
    pen.rect(12, 40, 42, 58, p.PAPER, radius=5)
    pen.rect(16, 28, 34, 12, p.BARK, radius=3)
    pen.rect(12, 56, 42, 24, tint)
    pen.oval(26, 60, 14, 16, p.MINT)
    pen.rect(72, 40, 14, 44, p.LEAF)
    pen.rect(57, 55, 44, 14, p.LEAF)


def papers(pen: Pen, tint: str) -> None:
    """Pencils in a mug, and a letter."""
    for x, top, colour in ((18, 16, tint), (30, 8, p.HONEY), (42, 20, p.LEAF)):
        pen.rect(x, top + 8, 8, 60, colour)
        pen.shape([(x, top + 8), (x + 8, top + 8), (x + 4, top)], p.SAND)
    pen.rect(12, 54, 44, 44, p.LAKE, radius=3)
    pen.rect(54, 60, 44, 38, p.CREAM)
    pen.line([(54, 60), (76, 82), (98, 60)], p.STONE, 3)
    pen.disc(76, 84, 6, p.AWNING)


def guitar(pen: Pen, tint: str) -> None:
    """A guitar."""
    pen.rect(46, 2, 8, 56, p.BARK)
    pen.rect(43, 0, 14, 12, p.INK, radius=2)
    pen.disc(50, 54, 17, tint)
    pen.disc(50, 77, 22, tint)
    pen.disc(50, 64, 8, p.INK)
    pen.rect(40, 82, 20, 5, p.BARK)
    for x in (48, 50, 52):
        pen.line([(x, 10), (x, 84)], p.CREAM, 0.8)


def wool(pen: Pen, tint: str) -> None:
    """Balls of wool and needles."""
    pen.line([(20, 10), (70, 70)], p.CRUST, 4)
    pen.line([(84, 12), (40, 70)], p.CRUST, 4)
    for x, y, r, colour in (
        (30, 74, 24, tint),
        (72, 76, 22, p.HONEY),
        (52, 50, 20, p.LILAC),
    ):
        pen.disc(x, y, r, colour)
        for share in (0.75, 0.5, 0.25):
            pen.ring(x, y, r * share, p.darker(colour, 0.15), 1.5)


def dishes(pen: Pen, tint: str) -> None:
    """A plate with its cover and cutlery."""
    pen.line([(10, 30), (10, 96)], p.SLATE, 5)
    pen.line([(90, 30), (90, 96)], p.SLATE, 5)
    pen.rect(4, 26, 12, 22, p.SLATE, radius=4)
    pen.oval(18, 76, 64, 20, p.PAPER)
    pen.pie(50, 80, 27, 180, 360, tint)
    pen.disc(50, 50, 5, p.HONEY)
    pen.line([(34, 72), (40, 62)], p.lighter(tint, 0.6), 3)


def suitcase(pen: Pen, tint: str) -> None:
    """A suitcase with its labels."""
    pen.ring(50, 36, 14, p.BARK, 6)
    pen.rect(6, 38, 88, 58, tint, radius=8)
    for x in (20, 70):
        pen.rect(x, 38, 9, 58, p.darker(tint))
    pen.disc(50, 70, 12, p.HONEY)
    pen.rect(34, 48, 16, 9, p.CREAM)


GOODS: dict[str, Goods] = {
    drawing.__name__: drawing
    for drawing in (
        bread, cake, coffee, flowers, books, cheese, bottles, bicycle, shoes,
        scissors, glasses, dress, toys, fish, vegetables, chocolate, tea, pottery,
        jewels, records, tools, remedies, papers, guitar, wool, dishes, suitcase,
    )
}  # fmt: skip

"""The colours of the illustrations: the look's, and tints of them."""

PAPER = "#fffdf7"
CREAM = "#f8eedb"
SAND = "#f0dfc0"
STONE = "#d9d3c4"
INK = "#1c2330"
SLATE = "#565e6c"
SHUTTER = "#1d4f73"
LAKE = "#5b93b8"
SKY = "#d3e6ef"
AWNING = "#b83a26"
CORAL = "#e07b5f"
BLUSH = "#f6d2c1"
LEAF = "#2a6a45"
MOSS = "#7ba66f"
MINT = "#cfe2cd"
OCHRE = "#8a5a00"
HONEY = "#e8b04a"
CRUST = "#c98a3f"
BARK = "#7a5236"
PLUM = "#6d3b57"
LILAC = "#c9b4d6"
NIGHT = "#25324a"
DUSK = "#f3c9a5"

BRIGHT = (AWNING, SHUTTER, LEAF, HONEY, CORAL, LAKE, PLUM)
SKINS = ("#f2cfb0", "#dba67c", "#a9714b", "#7b4d33", "#f7dcc6")
HAIRS = (INK, BARK, CRUST, STONE, "#5a3322", AWNING)


def mixed(one: str, other: str, share: float) -> str:
    """Return the colour that lies `share` of the way from `one` to `other`."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.2) -> str:
    """Return `colour` in the shade."""
    return mixed(colour, INK, share)


def lighter(colour: str, share: float = 0.35) -> str:
    """Return `colour` in the light."""
    return mixed(colour, PAPER, share)

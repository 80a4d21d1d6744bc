"""The rules as a map: kinds on the left, channels on the right, arrows between.

Each arrow says how many items went that way lately, also where no rule sends them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from publishing.desk.kinds import KINDS
from publishing.models import Channel, Publication, Rule
from publishing.rules import Rules

LATELY = timedelta(days=90)
#: The drawing's own units: a line for each kind, the columns, the text's middle.
LINE, LEFT, RIGHT, WIDTH, TOP = 36, 200, 560, 760, 24
#: What was meant to go there, and still may or did.
GOES = (*Publication.State.OPEN, Publication.State.PUBLISHED)


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One way: from a kind's height to a channel's, with its rules and its count."""

    kind: str
    channel: str
    goes_to: str
    rules: list[Rule]
    count: int
    from_y: int
    to_y: int
    count_x: int
    count_y: int


@dataclass(frozen=True, kw_only=True)
class RuleMap:
    """The whole drawing, with its measures; its rows say the same on a phone."""

    kinds: list[tuple[str, int]]
    channels: list[tuple[str, str, int]]
    arrows: list[Arrow]
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT

    @property
    def rows(self) -> list[tuple[str, list[Arrow | None]]]:
        """Return each kind with its way to each channel, None where there is none."""
        ways = {(arrow.kind, arrow.goes_to): arrow for arrow in self.arrows}
        return [
            (kind, [ways.get((kind, goes_to)) for goes_to, _label, _y in self.channels])
            for kind, _y in self.kinds
        ]


def rule_map(rules: Rules, now: datetime) -> RuleMap:
    """Return the map of `rules`, with the counts of the last 90 days; one query."""
    counts = _counts(now)
    kinds = {kind: TOP + LINE * number for number, (kind, _) in enumerate(KINDS)}
    height = TOP + LINE * len(kinds)
    step = height // len(Channel.Kind)
    channels = {
        kind: step // 2 + step * number for number, kind in enumerate(Channel.Kind)
    }
    arrows = []
    for kind, label in KINDS:
        for column, place in enumerate(Channel.Kind):
            about, count = rules.about(kind, place), counts[kind, place]
            if not about and not count:
                continue
            share = 0.07 + 0.1 * column  # two arrows of a kind, two places
            arrows.append(
                Arrow(
                    kind=str(label),
                    channel=str(place.label),
                    goes_to=place.value,
                    rules=about,
                    count=count,
                    from_y=kinds[kind],
                    to_y=channels[place],
                    count_x=round(LEFT + share * (RIGHT - LEFT)),
                    count_y=round(
                        kinds[kind] + share * (channels[place] - kinds[kind])
                    ),
                )
            )
    return RuleMap(
        kinds=[(str(label), kinds[kind]) for kind, label in KINDS],
        channels=[
            (place.value, str(place.label), channels[place]) for place in Channel.Kind
        ],
        arrows=arrows,
        height=height,
    )


def _counts(now: datetime) -> Counter[tuple[str, str]]:
    rows = (
        Publication.objects.filter(state__in=GOES, at__gte=now - LATELY, at__lte=now)
        .values_list("kind", "channel__kind")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return Counter({(kind, place): count for kind, place, count in rows})

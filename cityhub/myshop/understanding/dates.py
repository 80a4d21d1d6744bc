"""Dates with their hours, understood from a sentence and never in the past."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from cityhub.myshop.understanding.days import Days, days_in
from cityhub.myshop.understanding.hours import Hours, hours_in
from publishing.town_time import at_town_time, in_town

#: What "matin" and "evening" mean while no hour is said.
PARTS = (
    (r"matin|morning", Hours(time(9), time(12))),
    (r"après-midi|afternoon", Hours(time(14), time(18))),
    (r"\bmidi", Hours(time(12), None)),
    (r"soir|evening|night", Hours(time(18), None)),
)
#: What stands between two days, when hours of the first are masked there.
THROUGH = re.compile(
    r"[\s\0,]+(?:au|to|until|till|through|-|–)\s+(?:the\s+)?", re.IGNORECASE
)
BLANK = re.compile(r"[\s\0,]+")
#: When a shop says no opening hours.
USUAL = Hours(time(10), None)
PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\n": " "})

Span = tuple[datetime, datetime | None]
OpeningHours = Callable[[date], Hours | None]


@dataclass(frozen=True)
class Understood:
    """The dates of a sentence (aware instants), and where it speaks of them."""

    spans: tuple[Span, ...] = ()
    places: tuple[tuple[int, int], ...] = ()

    @property
    def day(self) -> date | None:
        """Return the first day in town."""
        return in_town(self.spans[0][0]).date() if self.spans else None


def understand(
    text: str, now: datetime, usual: OpeningHours = lambda day: None
) -> Understood:
    """Return the dates that `text` names, as seen at `now` (aware).

    Where no hour is said, a day has the `usual` hours of the shop.
    """
    sentence = text.translate(PLAIN)
    hours = list(hours_in(sentence))
    for each in hours:
        blank = "\0" * (each.end - each.start)
        sentence = sentence[: each.start] + blank + sentence[each.end :]
    groups = _one_after_the_other(days_in(sentence, in_town(now).date()))
    spans: dict[datetime, Span] = {}
    used: list[Hours] = []
    rest = iter(enumerate(groups))
    for index, group in rest:
        if both := _from_to(groups[index : index + 2], hours, sentence):
            opens, closes = both
            _index, other = next(rest)
            used += both
            last = closes.closes or closes.opens
            starts = at_town_time(group.days[0], opens.opens)
            ends = at_town_time(other.days[-1], last)
            if now < starts < ends:
                spans.setdefault(starts, (starts, ends))
            continue
        said = _hours_of(groups, index, hours)
        used += [said] if said else []
        for span in _spans(group, said or _part_of(group), usual, now):
            spans.setdefault(span[0], span)
    places = [(group.start, group.end) for group in groups]
    places += [(each.start, each.end) for each in used]
    return Understood(tuple(spans[at] for at in sorted(spans)), tuple(sorted(places)))


def _one_after_the_other(groups: Iterable[Days]) -> list[Days]:
    """Let "samedi … et dimanche" be one week-end, also when today is Sunday."""
    found: list[Days] = []
    for group in groups:
        if group.floating and found and group.days[-1] < found[-1].days[0]:
            days = tuple(day + timedelta(7) for day in group.days)
            found.append(replace(group, days=days))
        else:
            found.append(group)
    return found


def _from_to(
    groups: list[Days], hours: list[Hours], sentence: str
) -> tuple[Hours, Hours] | None:
    """Return both hours of "from Friday 6 pm to Sunday noon", None for anything else."""
    if len(groups) < 2 or not all(len({*g.days}) == 1 or g.since_now for g in groups):
        return None
    first, last = groups
    between = [each for each in hours if first.end <= each.start < last.start]
    behind = [each for each in hours if each.start >= last.end]
    linked = (THROUGH if not last.since_now else BLANK).fullmatch(
        sentence, first.end, last.start
    )
    if not linked or len(between) != 1 or between[0].closes or not behind:
        return None
    return between[0], behind[0]


def _hours_of(groups: list[Days], index: int, hours: list[Hours]) -> Hours | None:
    """Return the hours behind a group; else those that stand before all, or alone."""
    following = groups[index + 1].start if index + 1 < len(groups) else None
    for each in hours:
        if each.start >= groups[index].start and (
            following is None or each.start < following
        ):
            return each
    before = [each for each in hours if each.end <= groups[0].start]
    if before:
        return before[-1]
    return hours[0] if len(hours) == 1 else None


def _part_of(group: Days) -> Hours | None:
    for pattern, hours in PARTS:
        if re.search(pattern, group.words, re.IGNORECASE):
            return hours
    return None


def _spans(
    group: Days, said: Hours | None, usual: OpeningHours, now: datetime
) -> list[Span]:
    days = group.days
    if group.unbroken and (said is None or said.closes is None or group.since_now):
        first, last = usual(days[0]) or USUAL, usual(days[-1]) or USUAL
        opens, closes = (said or first).opens, last.closes or time(18)
        if said and group.since_now:  # "until Friday 6 pm"
            opens, closes = first.opens, said.closes or said.opens
        starts, ends = at_town_time(days[0], opens), at_town_time(days[-1], closes)
        if starts <= now:
            starts = _next_hour(now)
        return [(starts, ends)] if ends > starts else []
    found = [_span(day, said or usual(day) or USUAL) for day in days]
    if group.floating and all(span[0] <= now for span in found):
        found = [_span(day + timedelta(7), said or usual(day) or USUAL) for day in days]
    return [span for span in found if span[0] > now]


def _span(day: date, hours: Hours) -> Span:
    if hours.closes is None:
        return at_town_time(day, hours.opens), None
    over_midnight = hours.closes <= hours.opens
    last = day + timedelta(1) if over_midnight else day
    return at_town_time(day, hours.opens), at_town_time(last, hours.closes)


def _next_hour(now: datetime) -> datetime:
    return in_town(now).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)

"""Days in a sentence: "samedi", "le 12 et le 13 mai", "every Tuesday in May".

dateutil reads each day and lays out what repeats; here it learns French, and which
words belong together. One vocabulary for both languages: a sentence may mix them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import ClassVar

from dateutil.parser import ParserError, parser, parserinfo
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule, weekday

MOST_DAYS = 30
OCCURRENCES = 4  # of what repeats without an end
FAR = 5  # years in which a 29 February comes


class Names(parserinfo):
    """Days and months as dateutil knows them, with their French names."""

    JUMP: ClassVar[list[str]] = [  # type: ignore[misc]
        *parserinfo.JUMP, "le", "la", "les", "the", "ce", "this", "next", "prochain", "er",
        "of",
    ]  # fmt: skip
    WEEKDAYS: ClassVar[list[tuple[str, ...]]] = [  # type: ignore[assignment, misc]  # stubs know three names
        ("monday", "lundi"),
        ("tuesday", "mardi"),
        ("wednesday", "mercredi"),
        ("thursday", "jeudi"),
        ("friday", "vendredi"),
        ("saturday", "samedi"),
        ("sunday", "dimanche"),
    ]
    MONTHS: ClassVar[list[tuple[str, ...]]] = [  # type: ignore[assignment, misc]
        ("january", "jan", "janvier", "janv"),
        ("february", "feb", "février", "fevrier", "févr"),
        ("march", "mars"),
        ("april", "apr", "avril", "avr"),
        ("may", "mai"),
        ("june", "jun", "juin"),
        ("july", "jul", "juillet", "juil"),
        ("august", "aug", "août", "aout"),
        ("september", "sept", "sep", "septembre"),
        ("october", "oct", "octobre"),
        ("november", "nov", "novembre"),
        ("december", "dec", "décembre", "decembre", "déc"),
    ]


READER = parser(Names(dayfirst=True))


def _any(names: list[tuple[str, ...]]) -> str:
    longest = sorted((n for some in names for n in some), key=len, reverse=True)
    return rf"(?:{'|'.join(longest)})"


W = rf"\b{_any(Names.WEEKDAYS)}\b"
M = rf"\b{_any(Names.MONTHS)}\b\.?"
#: A number that can be a day, and not an hour, a price or an age.
N = (
    r"\b(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:er|st|nd|rd|th)?"
    r"(?!\s?(?:h\b|%|€|\$|£|ans?\b|years?\b|euros?\b|[:.,]\d|/))"
)
PART = r"(?:matin|midi|après-midi|soir|morning|afternoon|evening|night)\b"
TODAY = (
    rf"\b(?:aujourd'hui|today|tonight|cet?\s{PART}|this\s(?:morning|afternoon|evening))"
)
TOMORROW = r"(?<!après-)(?<!\bde )\b(?:demain|tomorrow)\b"
IN_TWO_DAYS = r"\b(?:après-demain|(?:the )?day after tomorrow)\b"
WEEKEND = r"\b(?:ce|this|le) week-?end\b"
YEAR = r"(?:,?\s+20\d\d\b)?"
ITEM = (
    rf"(?:(?:{W},?\s+)?(?:le\s+|the\s+)?{N}\s+(?:of\s+|de\s+)?{M}{YEAR}"
    rf"|(?:{W},?\s+)?{M}\s+(?:the\s+)?{N}{YEAR}"
    rf"|(?:{W}\s+)?\b\d{{1,2}}/\d{{1,2}}(?:/(?:20)?\d\d)?(?![\d/])"
    rf"|{W}\s+(?:le\s+|the\s+)?{N}"
    rf"|{TODAY}|{IN_TWO_DAYS}|{TOMORROW}|{WEEKEND}"
    rf"|(?:\b(?:next|this|ce)\s+)?(?<!\ble )(?<!\bles ){W}(?:\s+prochain)?"
    rf"|(?:\b(?:le|the)\s+)?{N})(?:\s+(?:au\s+|in\s+the\s+)?{PART})?"
)
THROUGH = (
    r"\s+(?:au|to|until|till|through|jusqu'au)\s+(?:the\s+)?"
    r"|(?<=\d)\s?[-–]\s?|\s[-–]\s"
)
ALSO = r"\s?,\s?(?:et\s|and\s)?|\s+(?:et|and|&)\s+(?:on\s+)?"
UNTIL = r"(?P<until>\b(?:jusqu'(?:au|à)|until|till|through)\s+)?"
GROUP = re.compile(
    rf"{UNTIL}(?P<days>{ITEM}(?:(?:{THROUGH}|{ALSO}){ITEM})*)", re.IGNORECASE
)
EVERY = re.compile(
    rf"\b(?:tous les|toutes les|chaque|les|every|each|on)\s+"
    rf"(?P<which>jours?\b|day\b|{W[:-2]}s?\b(?:(?:{ALSO})(?:les\s+)?{W[:-2]}s?\b)*)"
    rf"(?:\s+(?:de|du mois de|en|in|of)\s+(?P<month>{M})(?:\s+(?P<year>20\d\d))?)?",
    re.IGNORECASE,
)
PIECE = re.compile(
    rf"(?P<item>{ITEM})(?:(?P<through>{THROUGH})|{ALSO})?", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Days:
    """Days that belong together; `unbroken` ones run from the first to the last.

    `floating` days carry no number: on a Saturday evening, "samedi" is next week's.
    """

    days: tuple[date, ...]
    start: int
    end: int
    words: str
    unbroken: bool = False
    since_now: bool = False
    floating: bool = False


def days_in(sentence: str, today: date) -> Iterator[Days]:
    """Yield the days of `sentence` from `today` on, first ones first."""
    position = 0
    for every in EVERY.finditer(sentence):
        if not _repeats(every):
            continue
        yield from _plain(sentence, position, every.start(), today)
        repeated, position = _repeated(sentence, every, today)
        if repeated.days:
            yield repeated
    yield from _plain(sentence, position, len(sentence), today)


def _repeats(every: re.Match) -> bool:
    """Whether more is said than "le lundi" or "les samedis": a habit names no dates."""
    strong = not re.match(r"les\b|on\b", every[0], re.IGNORECASE)
    return strong or bool(every["month"])


def _plain(sentence: str, start: int, end: int, today: date) -> Iterator[Days]:
    for match in GROUP.finditer(sentence, start, end):
        days, unbroken = _read(match["days"], today)
        if days and match["until"] and len(days) == 1:
            days, unbroken = [today, *days], True
        coming = [day for day in days if day >= today][:MOST_DAYS]
        if coming:
            yield Days(
                days=tuple(coming),
                start=match.start(),
                end=match.end(),
                words=match[0],
                unbroken=unbroken,
                since_now=bool(match["until"]),
                floating=not re.search(
                    rf"\d|{TODAY}|{TOMORROW}", match[0], re.IGNORECASE
                ),
            )


def _repeated(sentence: str, every: re.Match, today: date) -> tuple[Days, int]:
    """Return what repeats, within its month or up to the day that follows."""
    names = re.findall(W.replace(r"\b", ""), every["which"], re.IGNORECASE)
    byweekday = [weekday(n) for name in names if (n := _number_of(name)) is not None]
    first, last, end = today, None, every.end()
    if every["month"]:
        first, last = _month(every["month"], every["year"], today)
    elif bound := GROUP.match(sentence, _skip_blank(sentence, end)):
        days, unbroken = _read(bound["days"], today)
        if days and (bound["until"] or unbroken):
            first = today if bound["until"] else max(days[0], today)
            last, end = days[-1], bound.end()
    rule = rrule(
        DAILY,
        dtstart=_midnight(first),
        until=last and _midnight(last),
        byweekday=byweekday or None,
        count=None if last else OCCURRENCES,
    )
    days = [moment.date() for moment in islice(rule, MOST_DAYS)]
    repeated = Days(
        days=tuple(days), start=every.start(), end=end, words=every[0], floating=False
    )
    return repeated, end


def _skip_blank(sentence: str, position: int) -> int:
    """Return where the next word begins, past a mask of hours and "du"."""
    skipped = re.compile(r"[\s\0,]*(?:(?:du|from)\s+)?", re.IGNORECASE).match(
        sentence, position
    )
    return skipped.end() if skipped else position


def _month(name: str, year: str | None, today: date) -> tuple[date, date]:
    first = _parse(f"1 {name.rstrip('.')} {year or ''}", today.replace(day=1))
    if first is None:
        return today, today
    last = first + relativedelta(day=31)
    return max(first, today), last


def _read(words: str, today: date) -> tuple[list[date], bool]:
    """Return the days of a group such as "3, 4 et 5 mai" or "du lundi au vendredi"."""
    pieces = list(PIECE.finditer(words))
    months = [re.search(rf"{M}{YEAR}", each["item"], re.IGNORECASE) for each in pieces]
    said = [match[0] for match in months if match]
    days: list[date] = []
    runs = False
    for index, piece in enumerate(pieces):
        month = next((m[0] for m in months[index:] if m), said[-1] if said else "")
        follows = days and (runs or not re.search(r"\d", piece["item"]))
        some = _days_of(piece["item"], month, days[-1] if follows else today)
        if not some:
            return [], False
        if runs:
            gap = min((some[0] - days[-1]).days, MOST_DAYS * 12)
            days += [days[-1] + timedelta(n) for n in range(1, gap)]
        days += some
        runs = bool(piece["through"])
    unbroken = len(pieces) > 1 and all(piece["through"] for piece in pieces[:-1])
    return days, unbroken


def _days_of(item: str, month: str, today: date) -> list[date]:
    """Return the day or days of one item; `month` is what its neighbours say."""
    if re.search(WEEKEND, item, re.IGNORECASE):
        saturday = today + relativedelta(weekday=weekday(5)(+1))
        return [saturday, saturday + timedelta(1)] if today.weekday() != 6 else [today]
    for pattern, later in ((IN_TWO_DAYS, 2), (TOMORROW, 1), (TODAY, 0)):
        if re.search(pattern, item, re.IGNORECASE):
            return [today + timedelta(later)]
    bare = re.sub(rf"\s+(?:au\s+|in\s+the\s+)?{PART}", "", item, flags=re.IGNORECASE)
    has_number = bool(re.search(N, bare))
    if has_number and not re.search(M, bare, re.IGNORECASE):
        if month:
            bare = f"{bare} {month}"
        else:
            return _numbered_weekday(bare, today)
    day = _parse(bare.replace(".", ""), today)
    return [day] if day else []


def _numbered_weekday(item: str, today: date) -> list[date]:
    """Return the next "samedi 5"; a number alone names no day."""
    number, name = re.search(r"\d+", item), re.search(W, item, re.IGNORECASE)
    if "/" in item or not (number and name):
        return [day] if "/" in item and (day := _parse(item, today)) else []
    day_of_week = _number_of(name[0])
    rule = rrule(
        DAILY, dtstart=_midnight(today), byweekday=day_of_week,
        bymonthday=int(number[0]), until=_midnight(today + relativedelta(years=1)),
    )  # fmt: skip
    return [moment.date() for moment in islice(rule, 1)]


def _parse(words: str, today: date) -> date | None:
    """Return the first day from `today` on that `words` name; None for none."""
    for years in range(FAR):
        base = _midnight(today if not years else date(today.year + years, 1, 1))
        try:
            day = READER.parse(words, default=base).date()
        except (ParserError, OverflowError):
            continue
        if day >= today:
            return day
    return None


def _number_of(name: str) -> int | None:
    return Names().weekday(name.lower())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())

"""Words like "tonight" mean another day when they are read on another day."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from publishing.contract import Announcement
from publishing.town_time import in_town, say_day

Span = tuple[date, date]
Meaning = Callable[[date], Span]


@dataclass(frozen=True)
class Misleading:
    """A phrase that would be wrong when it is sent, and the day it should name."""

    phrase: str
    day: date

    def __str__(self) -> str:
        """Say it to the manager, with what to write instead."""
        day = say_day(self.day)
        return _("“%(phrase)s” will be wrong by then: write “%(day)s”.") % {
            "phrase": self.phrase,
            "day": day,
        }


def misleading_in(
    announcement: Announcement,
    sent_at: datetime,
    written_at: datetime | None,
    words: str = "",
) -> list[Misleading]:
    """Return what will be wrong at `sent_at` (aware) in what an item says.

    `words`, the manager's own, stand in place of the item's text.
    """
    return misleading(
        f"{announcement.title}\n{words or announcement.text}",
        announcement.language,
        sent_at,
        starts_at=announcement.starts_at,
        ends_at=announcement.ends_at,
        written_at=written_at,
    )


def misleading(
    text: str,
    language: str,
    sent_at: datetime,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    written_at: datetime | None = None,
) -> list[Misleading]:
    """Return the phrases of `text` that will not mean the right day at `sent_at`.

    For an event the right day is one of its own, from `starts_at` to `ends_at`;
    for anything else it is the day that was meant at `written_at`. All instants
    are aware. What a language doesn't know, and habits ("le lundi", "du mardi au
    samedi"), are left alone.
    """
    sent_on = in_town(sent_at).date()
    found = {}
    for phrase, meaning in _phrases(text, language[:2]):
        says = meaning(sent_on)
        if starts_at is not None:
            begin = in_town(starts_at).date()
            right = begin, in_town(ends_at or starts_at).date()
            wrong = says[1] < right[0] or right[1] < says[0]
        elif written_at is not None:
            right = meaning(in_town(written_at).date())
            wrong = says != right
        else:
            continue
        if wrong:
            found[phrase.lower()] = Misleading(phrase, right[0])
    return list(found.values())


def _in_days(days: int) -> Meaning:
    return lambda day: (day + timedelta(days), day + timedelta(days))


def _week(weeks: int) -> Meaning:
    def meaning(day: date) -> Span:
        monday = day - timedelta(day.weekday()) + timedelta(weeks=weeks)
        return monday, monday + timedelta(6)

    return meaning


def _weekend(day: date) -> Span:
    monday = day - timedelta(day.weekday())
    return monday + timedelta(5), monday + timedelta(6)


def _weekday(number: int) -> Meaning:
    def meaning(day: date) -> Span:
        coming = day + timedelta((number - day.weekday()) % 7)
        return coming, coming

    return meaning


def _after_today(meaning: Meaning) -> Meaning:
    """Return `meaning` for who says "next Sunday" on a Sunday: a week later."""

    def after(day: date) -> Span:
        begin, end = meaning(day)
        if begin > day:
            return begin, end
        return begin + timedelta(7), end + timedelta(7)

    return after


def _any(*phrases: str) -> str:
    return rf"\b(?:{'|'.join(phrases)})\b"


FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ENGLISH_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
APOSTROPHE = "['’]"
NEXT = re.compile(r"\b(?:prochain|next)\b", re.IGNORECASE)
#: Before them "demain" and "aujourd'hui" speak of the times, not of a day.
OF = rf"(?<!(?<!partir )\bde )(?<!\bd{APOSTROPHE})"
#: Not a habit, not a list of opening days, no date behind it.
FRENCH_DAY = (
    r"(?<!\bdu )(?<!\bau )(?<!\ble )(?<!\bles )(?<!\bchaque )(?<!\bdes )"
    r"\b(?:ce )?%s(?: (?:matin|midi|soir|après-midi|prochain))?\b"
    r"(?!\s+(?:\d|1er|au\b|et\b))"
)
ENGLISH_DAY = (
    r"(?:\bnext |(?<!\bevery )(?<!\beach )(?<!\bto )(?<!\bfrom )\b(?:this |on )?)"
    r"%s(?: (?:morning|afternoon|evening|night))?\b"
    r"(?!,?\s+(?:\d|to\b|and\b|January|February|March|April|May|June|July|August"
    r"|September|October|November|December))"
)
PHRASES: dict[str, dict[str, Meaning]] = {
    "fr": {
        OF
        + _any(
            rf"aujourd{APOSTROPHE}hui",
            "ce matin",
            "ce midi",
            "cet après-midi",
            "ce soir",
            "cette nuit",
        ): _in_days(0),
        rf"(?<!après-){OF}{_any('demain(?: (?:matin|midi|soir|après-midi))?')}": (
            _in_days(1)
        ),
        _any("après-demain"): _in_days(2),
        rf"(?<!avant-){_any('hier(?: (?:matin|soir))?')}": _in_days(-1),
        _any("ce week-?end"): _weekend,
        _any("cette semaine"): _week(0),
        _any("la semaine prochaine"): _week(1),
        **{FRENCH_DAY % day: _weekday(n) for n, day in enumerate(FRENCH_DAYS)},
    },
    "en": {
        _any("today", "this (?:morning|afternoon|evening)", "tonight"): _in_days(0),
        r"(?<!\bof )"
        + _any("tomorrow(?: (?:morning|afternoon|evening|night))?"): _in_days(1),
        _any("yesterday"): _in_days(-1),
        _any("this weekend"): _weekend,
        _any("this week"): _week(0),
        _any("next week"): _week(1),
        **{ENGLISH_DAY % day: _weekday(n) for n, day in enumerate(ENGLISH_DAYS)},
    },
}


def _phrases(text: str, language: str) -> Iterator[tuple[str, Meaning]]:
    """Yield each phrase of `text` with what it means, as a function of the day."""
    for pattern, meaning in PHRASES.get(language, {}).items():
        for match in re.finditer(pattern, text, re.IGNORECASE):
            coming = NEXT.search(match[0])
            yield match[0], _after_today(meaning) if coming else meaning

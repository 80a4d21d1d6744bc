"""Hours in a sentence: "10h-18h", "à 18 h 30", "from 10 to 6 pm", "midi"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

#: Minutes and halves of the day; the groups are numbered by the pattern's turn.
CLOCK = (
    r"(?:(?P<hour{n}>[01]?\d|2[0-4])\s?(?:(?:h|heures?)\b\s?(?P<minute{n}>[0-5]\d\b)?"
    r"|h(?P<glued{n}>[0-5]\d)\b"
    r"|[:.](?P<past{n}>[0-5]\d)(?:\s?(?P<half{n}>[ap])\.?m\b\.?)?"
    r"|\s?(?P<only{n}>[ap])\.?m\b\.?)"
    r"|(?<!après-)\b(?P<word{n}>midi|minuit|noon|midnight)\b)"
)
BARE = r"(?P<bare>[01]?\d|2[0-4])(?::(?P<bare_past>[0-5]\d))?"
LEAD = (
    r"(?:(?P<from>\b(?:de|entre|from|between)\s+)|\b(?:dès|à partir de|à|at|as of)\s+)?"
)
DASH = r"\s?(?:-|–|—|/)\s?"
TO = rf"(?:{DASH}|\s?\b(?:à|et|to|and|until|till|jusqu'à)\s)"
HOURS = re.compile(
    rf"{LEAD}(?<![\d/.,])(?!24\s?h?\s?/\s?24)"
    # "vendredi 13 à 18h" names the thirteenth, "de 13 à 18h" does not.
    rf"(?:(?:{CLOCK.format(n=1)}{TO}|{BARE}(?(from){TO}|{DASH})){CLOCK.format(n=2)}"
    rf"|{CLOCK.format(n=3)})",
    re.IGNORECASE,
)
WORDS = {
    "midi": time(12),
    "noon": time(12),
    "minuit": time(0),
    "midnight": time(0),
}


@dataclass(frozen=True)
class Hours:
    """When it begins and, perhaps, ends; where in the sentence this stands."""

    opens: time
    closes: time | None
    start: int = 0
    end: int = 0


def hours_in(sentence: str) -> Iterator[Hours]:
    """Yield the hours of `sentence`, first one first."""
    closes: time | None
    for match in HOURS.finditer(sentence):
        if match["bare"] is not None:
            opens, closes = _beside(match, _clock(match, 2)), _clock(match, 2)
        elif _said(match, 1):
            opens, closes = _clock(match, 1), _clock(match, 2)
        else:
            opens, closes = _clock(match, 3), None
        yield Hours(opens, closes, *match.span())


def _said(match: re.Match, n: int) -> bool:
    return match[f"hour{n}"] is not None or match[f"word{n}"] is not None


def _clock(match: re.Match, n: int) -> time:
    if word := match[f"word{n}"]:
        return WORDS[word.lower()]
    past = match[f"minute{n}"] or match[f"glued{n}"] or match[f"past{n}"] or "0"
    return _time(match[f"hour{n}"], past, match[f"half{n}"] or match[f"only{n}"] or "")


def _beside(match: re.Match, closes: time) -> time:
    """Return the first hour of "10-18h" or "from 2 to 6 pm": the half may be said once."""
    past = match["bare_past"] or "0"
    half = match["half2"] or match["only2"] or ""
    opens = _time(match["bare"], past, half)
    return opens if opens < closes or not half else _time(match["bare"], past, "a")


def _time(hour: str, minute: str, half: str) -> time:
    number = int(hour)
    if half and number <= 12:
        number = number % 12 + (12 if half.lower() == "p" else 0)
    return time(number % 24, int(minute))

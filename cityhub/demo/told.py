"""What is told of the town: words by language, the plan behind them in common."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from publishing.contract import Audience, Status
from shops.models import NewsPage

TOWNS = Path(__file__).parent / "towns"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, kw_only=True)
class ShopTold:
    """One shop; `east` and `north` are metres from the bridge."""

    title: str
    category: str
    sentence: str
    description: str
    street: str
    owner: str
    goods: str
    hours: str
    east: int
    north: int
    accessible: bool = False
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class NewsTold:
    """One piece of news; `state` says how far it has come."""

    title: str
    text: str
    shop: str
    kind: NewsPage.Kind
    scene: str
    days_ago: int = 0
    opens_in_days: int | None = None
    before: str = ""
    who: str = ""
    signature: str = ""
    audience: Audience = Audience.EVERYONE
    state: str = "live"
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class DateTold:
    """A date in town time: weeks from this Monday and a weekday, or days from today."""

    starts: str
    ends: str
    days: int | None = None
    week: int = 0
    weekday: int = 0


@dataclass(frozen=True, kw_only=True)
class EventTold:
    """One event, hosted by the town unless it names a shop."""

    title: str
    text: str
    scene: str
    goods: str
    dates: list[DateTold]
    shop: str = ""
    place: str = ""
    price: str = ""
    accessibility: str = ""
    status: Status = Status.SCHEDULED
    audience: Audience = Audience.EVERYONE
    state: str = "live"
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SessionTold:
    """One session of the workshop; `number` 0 is the next to come."""

    title: str
    text: str
    speaker: str
    number: int
    audience: Audience = Audience.EVERYONE


@dataclass(frozen=True, kw_only=True)
class Town:
    """Everything that is told in one language."""

    language: str
    words: dict[str, str]
    people: dict[str, list[str]]
    comments: dict[str, str]
    scenes: dict[str, str]
    goods: dict[str, str]
    hours: dict[str, dict]
    shops: dict[str, ShopTold]
    news: dict[str, NewsTold]
    events: dict[str, EventTold]
    workshop: dict[str, str]
    sessions: dict[str, SessionTold]
    newsletter: dict
    remarks: dict[str, list[tuple[str, str]]]


def told(language: str) -> Town:
    """Return the town in `language` ("fr", "fr-fr"), in English where it has none.

    A word or a plan too many or too few raises: both files name the same things.
    """
    short = language[:2] if language[:2] in LANGUAGES else "en"
    words = _read(short, "town")
    workshop = _read(short, "workshop")
    session_words = workshop.pop("sessions")
    events = _joined(_read("plan", "events"), _read(short, "events"))
    for event in events.values():
        event["dates"] = [
            DateTold(starts=date.pop("from"), ends=date.pop("to"), **date)
            for date in event["dates"]
        ]
    return Town(
        language=short,
        people=words.pop("people"),
        comments=words.pop("comments"),
        scenes=words.pop("scenes"),
        goods=words.pop("goods"),
        words=words,
        hours=_read("plan", "hours"),
        shops={
            name: ShopTold(**shop)
            for name, shop in _joined(
                _read("plan", "shops"), _read(short, "shops")
            ).items()
        },
        news={
            name: NewsTold(**news)
            for name, news in _joined(
                _read("plan", "news"), _read(short, "news")
            ).items()
        },
        events={name: EventTold(**event) for name, event in events.items()},
        workshop=workshop,
        sessions={
            name: SessionTold(**session)
            for name, session in _joined(
                _read("plan", "sessions"), session_words
            ).items()
        },
        newsletter=_read(short, "newsletter"),
        remarks=_read(short, "remarks"),
    )


def _read(folder: str, name: str) -> dict:
    with (TOWNS / folder / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _joined(plan: dict[str, dict], words: dict[str, dict]) -> dict[str, dict]:
    if plan.keys() != words.keys():
        message = f"Planned or told alone: {sorted(plan.keys() ^ words.keys())}"
        raise ValueError(message)
    return {name: {**plan[name], **words[name]} for name in plan}

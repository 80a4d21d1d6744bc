"""Dates as people say them, in both languages."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.rule_wording import say_rule
from events.wording import needs_year, say_dates, say_day

PARIS = ZoneInfo("Europe/Paris")


def paris(*moment):
    return datetime(*moment, tzinfo=PARIS)


MORNING = (paris(2026, 12, 5, 10), paris(2026, 12, 5, 18))


@pytest.mark.parametrize(
    ("spans", "french", "english"),
    [
        (
            [MORNING],
            "samedi 5 décembre, 10\u202fh – 18\u202fh",
            "Saturday 5 December, 10 am – 6 pm",
        ),
        (
            [(paris(2026, 12, 1, 8, 30), paris(2026, 12, 1, 10))],
            "mardi 1er décembre, 8\u202fh\u202f30 – 10\u202fh",
            "Tuesday 1 December, 8:30 am – 10 am",
        ),
        (
            [(paris(2026, 12, 5, 20, 15), None)],
            "samedi 5 décembre à 20\u202fh\u202f15",
            "Saturday 5 December at 8:15 pm",
        ),
        (
            [(paris(2026, 12, 5, 12), paris(2026, 12, 6, 0))],
            "du samedi 5 décembre, 12\u202fh, au dimanche 6 décembre, 0\u202fh",
            "from Saturday 5 December, 12 pm to Sunday 6 December, 12 am",
        ),
        (
            [MORNING, (paris(2027, 1, 1, 9), None)],
            "2 dates, du samedi 5 décembre au vendredi 1er janvier",
            "2 dates, from Saturday 5 December to Friday 1 January",
        ),
        ([], "", ""),
    ],
)
def test_dates_are_said_as_people_say_them(spans, french, english):
    assert say_dates(spans, "fr") == french
    assert say_dates(spans, "en") == english


def test_dates_are_said_in_town_time_whatever_the_zone_of_the_instant():
    utc = paris(2026, 12, 5, 0, 30).astimezone(ZoneInfo("UTC"))
    assert say_dates([(utc, None)], "fr") == "samedi 5 décembre à 0\u202fh\u202f30"


def test_the_year_is_said_when_people_would_ask():
    with translation.override("fr"):
        assert say_day(date(2028, 2, 1), year=True) == "mardi 1er février 2028"
    today = date(2026, 11, 22)
    assert needs_year(date(2027, 6, 1), today) is False
    assert needs_year(date(2027, 11, 22), today) is True
    assert needs_year(date(2026, 8, 1), today) is True


@pytest.mark.parametrize(
    ("rule", "french", "english"),
    [
        (
            "FREQ=MONTHLY;BYDAY=1TU",
            "Le premier mardi de chaque mois, à 8\u202fh\u202f30",
            "The first Tuesday of each month, at 8:30 am",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1FR",
            "Le dernier vendredi de chaque mois, à 8\u202fh\u202f30",
            "The last Friday of each month, at 8:30 am",
        ),
        (
            "FREQ=WEEKLY;BYDAY=TU,TH,SA",
            "Chaque mardi, jeudi et samedi, à 8\u202fh\u202f30",
            "Every Tuesday, Thursday and Saturday, at 8:30 am",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
            "Un mercredi sur deux, à 8\u202fh\u202f30",
            "Every other Wednesday, at 8:30 am",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15",
            "Le 15 de chaque mois, à 8\u202fh\u202f30",
            "On day 15 of each month, at 8:30 am",
        ),
    ],
)
def test_a_rule_is_said_in_words(rule, french, english):
    with translation.override("fr"):
        assert say_rule(rule, time(8, 30)) == french
    with translation.override("en"):
        assert say_rule(rule, time(8, 30)) == english


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=xTU"],
)
def test_a_rule_without_words_says_nothing_rather_than_something_wrong(rule):
    assert say_rule(rule, time(8, 30)) == ""

"""Days with their years, as people write them, in posts, mails and on screens."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from publishing.newsletter.compose import title_for

FIRST = datetime(2026, 11, 30, 23, 30, tzinfo=ZoneInfo("UTC"))  # December in town
FIFTH = datetime(2026, 12, 5, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))


def said(moment, letters="{{ at|full_date }} / {{ at|full_moment }}"):
    page = Template(f"{{% load full_dates %}}{letters}")
    return page.render(Context({"at": moment}))


@pytest.mark.parametrize(
    ("language", "moment", "words"),
    [
        ("fr", FIRST, "1er décembre 2026 / 1er décembre 2026, 0 h 30"),
        ("fr", FIFTH, "5 décembre 2026 / 5 décembre 2026, 14 h 05"),
        ("en", FIRST, "1 December 2026 / 1 December 2026, 12:30 am"),
        ("fr", None, " / "),
    ],
)
def test_the_first_of_a_month_is_written_as_people_do(language, moment, words):
    with translation.override(language):
        assert said(moment).replace("\u202f", " ").replace("\xa0", " ") == words
        assert said(date(2027, 5, 1), "{{ at|full_date }}") == (
            "1er mai 2027" if language == "fr" else "1 May 2027"
        )


def test_so_is_the_title_of_an_issue():
    with translation.override("fr"):
        assert title_for(FIRST).endswith("1er décembre 2026")

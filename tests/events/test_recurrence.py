"""A rule keeps its wall time when the clocks change."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from events.recurrence import occurrences, validate_rule


def test_first_tuesdays_stay_at_half_past_eight_all_year():
    found = occurrences(
        "FREQ=MONTHLY;BYDAY=1TU", date(2026, 10, 1), time(8, 30), date(2026, 11, 30)
    )
    assert [moment.isoformat() for moment in found] == [
        "2026-10-06T08:30:00+02:00",
        "2026-11-03T08:30:00+01:00",
    ]


def test_an_hour_that_the_change_to_summer_time_skips_is_an_hour_later():
    found = occurrences("FREQ=DAILY", date(2027, 3, 27), time(2, 30), date(2027, 3, 29))
    assert [moment.isoformat() for moment in found] == [
        "2027-03-27T02:30:00+01:00",
        "2027-03-28T03:30:00+02:00",
        "2027-03-29T02:30:00+02:00",
    ]


def test_an_hour_that_comes_twice_is_the_first_of_both():
    found = occurrences(
        "FREQ=DAILY", date(2026, 10, 25), time(2, 30), date(2026, 10, 25)
    )
    instants = [moment.astimezone(UTC) for moment in found]
    assert instants == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_what_is_no_rule_is_refused_with_a_sentence():
    with pytest.raises(ValidationError) as refused:
        validate_rule("every tuesday")
    assert "FREQ=MONTHLY;BYDAY=1TU" in refused.value.messages[0]

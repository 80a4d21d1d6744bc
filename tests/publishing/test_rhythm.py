"""The arithmetic of a rhythm: town wall time, real distances, no rows."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation
from django.utils.formats import date_format

from publishing.days_off import DaysOff, OnHolidays, public_holidays
from publishing.rhythm import Blocked, QuietHours, Rhythm, Slot, Taken
from publishing.town_time import in_town, say_day, say_hour

MONDAY_8 = Slot(0, time(8))
THURSDAY_18 = Slot(3, time(18))
NIGHT = QuietHours(time(21), time(7))


def at(text):
    """Return an instant written with its distance from UTC."""
    return datetime.fromisoformat(text)


def test_the_next_free_slot_is_the_first_one_that_nobody_has():
    rhythm = Rhythm(slots=(THURSDAY_18, MONDAY_8))
    after = at("2027-01-12T12:00+01:00")  # a Tuesday
    thursday = at("2027-01-14T18:00+01:00")
    assert rhythm.next_free(after) == thursday
    assert rhythm.next_free(after, [thursday]) == at("2027-01-18T08:00+01:00")


def test_a_slot_that_begins_this_instant_is_over():
    rhythm = Rhythm(slots=(MONDAY_8,))
    monday = at("2027-01-18T08:00+01:00")
    assert rhythm.next_free(monday) == monday + timedelta(days=7)


def test_without_slots_each_quarter_of_an_hour_will_do():
    quarter = at("2027-01-12T12:15+01:00")
    assert Rhythm().next_free(at("2027-01-12T12:07:30+01:00")) == quarter
    assert Rhythm(spacing=timedelta(minutes=20)).next_free(
        at("2027-01-12T12:00+01:00"), [quarter]
    ) == at("2027-01-12T12:45+01:00")


@pytest.mark.parametrize(
    ("moment", "free"),
    [
        ("2027-01-12T20:59+01:00", True),
        ("2027-01-12T21:00+01:00", False),
        ("2027-01-13T06:59+01:00", False),
        ("2027-01-13T07:00+01:00", True),
    ],
)
def test_quiet_hours_run_across_midnight(moment, free):
    clash = Rhythm(quiet=NIGHT).why_not(at(moment))
    assert (clash is None) == free


def test_quiet_hours_within_a_day_have_their_end_free():
    siesta = Rhythm(quiet=QuietHours(time(12), time(14)))
    assert siesta.next_free(at("2027-01-12T11:50+01:00")) == at(
        "2027-01-12T14:00+01:00"
    )


def test_a_slot_in_quiet_hours_is_never_proposed():
    rhythm = Rhythm(slots=(Slot(1, time(22)), THURSDAY_18), quiet=NIGHT)
    assert rhythm.next_free(at("2027-01-12T12:00+01:00")) == at(
        "2027-01-14T18:00+01:00"
    )
    only_quiet = Rhythm(slots=(Slot(1, time(22)),), quiet=NIGHT)
    assert only_quiet.next_free(at("2027-01-12T21:30+01:00")) == at(
        "2027-01-13T07:00+01:00"
    )


def test_blocked_days_are_whole_days_of_the_town():
    mourning = Blocked(date(2027, 1, 14), date(2027, 1, 18), "deuil")
    rhythm = Rhythm(slots=(THURSDAY_18, MONDAY_8), blocked=(mourning,))
    assert rhythm.next_free(at("2027-01-12T12:00+01:00")) == at(
        "2027-01-21T18:00+01:00"
    )
    assert rhythm.why_not(at("2027-01-13T23:59+01:00")) is None
    assert rhythm.why_not(at("2027-01-13T23:00+00:00")).sentence == (
        "Rien ne part le jeudi 14 janvier 2027\N{NO-BREAK SPACE}: deuil."
    )


def test_items_keep_their_distance_on_both_sides():
    rhythm = Rhythm(spacing=timedelta(minutes=30))
    other = at("2027-01-12T18:05+01:00")
    assert rhythm.why_not(at("2027-01-12T17:35+01:00"), [other]) is None
    assert rhythm.why_not(at("2027-01-12T17:36+01:00"), [other]).firm
    assert rhythm.why_not(at("2027-01-12T18:34+01:00"), [other]).sentence == (
        f"Une autre publication part à {say_hour(time(18, 5))}\N{NO-BREAK SPACE}: "
        "il faut 30 minutes entre deux publications."
    )
    assert rhythm.why_not(at("2027-01-12T18:35+01:00"), [other]) is None


def test_no_more_than_the_most_go_out_on_a_day():
    rhythm = Rhythm(slots=(MONDAY_8, Slot(0, time(18)), THURSDAY_18), most_per_day=1)
    morning = at("2027-01-18T08:00+01:00")
    assert rhythm.next_free(morning, [morning]) == at("2027-01-21T18:00+01:00")
    assert not rhythm.why_not(morning.replace(hour=18), [morning]).firm


def test_what_is_taken_meanwhile_counts_at_once():
    rhythm = Rhythm(slots=(MONDAY_8, Slot(0, time(18)), THURSDAY_18), most_per_day=2)
    taken, moment = Taken(), at("2027-01-17T12:00+01:00")
    found = []
    for _ in range(3):
        found.append(rhythm.next_free(moment, taken))
        taken.add(found[-1])
    assert found == list(taken)
    assert found[-1] == at("2027-01-21T18:00+01:00")


def test_a_slot_keeps_its_wall_time_when_the_clocks_change():
    sunday = Rhythm(slots=(Slot(6, time(8)),))
    before, after = (
        sunday.next_free(at("2027-03-20T12:00+01:00")),
        at("2027-03-28T08:00+02:00"),
    )
    assert sunday.next_free(before) == after
    assert in_town(after).time() == time(8)


def test_a_slot_in_the_hour_that_is_skipped_comes_an_hour_later():
    rhythm = Rhythm(slots=(Slot(6, time(2, 30)),))
    assert rhythm.next_free(at("2027-03-27T12:00+01:00")) == at(
        "2027-03-28T03:30+02:00"
    )


def test_a_slot_in_the_hour_that_comes_twice_comes_once():
    rhythm = Rhythm(slots=(Slot(6, time(2, 30)),))
    first = rhythm.next_free(at("2026-10-24T12:00+02:00"))
    # In UTC: Python holds no two spellings of a doubled hour to be equal.
    assert first.astimezone(UTC) == at("2026-10-25T00:30+00:00")
    assert rhythm.next_free(first) == at("2026-11-01T02:30+01:00")


def test_distances_are_real_ones_on_the_night_the_clocks_go_back():
    rhythm = Rhythm(spacing=timedelta(minutes=30))
    first = in_town(at("2026-10-25T02:30+02:00"))
    second = in_town(at("2026-10-25T02:30+01:00"))
    assert rhythm.why_not(second, [first]) is None
    assert rhythm.why_not(in_town(at("2026-10-25T02:45+02:00")), [first]) is not None


def test_whatever_is_proposed_is_free_all_year_round():
    rhythm = Rhythm(
        slots=(MONDAY_8, THURSDAY_18, Slot(6, time(2, 30)), Slot(3, time(18, 20))),
        spacing=timedelta(minutes=45),
        most_per_day=2,
        quiet=QuietHours(time(22), time(2)),
        blocked=(Blocked(date(2027, 3, 20), date(2027, 4, 2), "travaux"),),
    )
    taken: list[datetime] = []
    moment = at("2027-01-01T00:00+01:00")
    while (moment := rhythm.next_free(moment, taken)).year == 2027:
        assert rhythm.why_not(moment, taken) is None
        taken.append(moment)
    # 52 weeks of three slots that keep their distance, less the two blocked weeks.
    assert len(taken) == 150
    assert taken == sorted(taken)
    assert rhythm.free_slots(taken[0], taken[9], taken[1:9]) == []


def test_every_second_week_is_counted_from_a_week():
    rhythm = Rhythm(slots=(Slot(1, time(7, 30), every=2, since=date(2027, 1, 15)),))
    moments = rhythm.free_slots(at("2027-01-01T00:00+01:00"), at("2027-02-12T00:00Z"))
    assert [in_town(moment).date() for moment in moments] == [
        date(2027, 1, 12),
        date(2027, 1, 26),
        date(2027, 2, 9),
    ]


@pytest.mark.parametrize(
    ("of_month", "days"), [(1, (5, 2)), (4, (26, 23)), (-1, (26, 23))]
)
def test_a_slot_may_come_once_a_month(of_month, days):
    rhythm = Rhythm(slots=(Slot(1, time(7, 30), of_month=of_month),))
    january = rhythm.next_free(at("2027-01-01T00:00+01:00"))
    february = rhythm.next_free(at("2027-02-01T00:00+01:00"))
    assert (january.day, february.day) == days


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        # Tuesday 14 July 2026 is a holiday; the 13th was a Monday.
        (OnHolidays.AS_USUAL, date(2026, 7, 14)),
        (OnHolidays.LATER, date(2026, 7, 15)),
        (OnHolidays.EARLIER, date(2026, 7, 13)),
        (OnHolidays.SKIP, date(2026, 7, 21)),
    ],
)
def test_what_is_meant_for_a_public_holiday_goes_another_day(rule, day):
    rhythm = Rhythm(
        slots=(Slot(1, time(7, 30)),),
        days_off=DaysOff(rule, public_holidays("FR", None)),
    )
    moment = rhythm.next_free(at("2026-07-10T12:00+02:00"))
    assert (in_town(moment).date(), in_town(moment).time()) == (day, time(7, 30))


def test_a_holiday_on_a_friday_moves_to_a_working_day():
    # Friday 1 May 2026: the next working day is Monday.
    friday = Rhythm(
        slots=(Slot(4, time(8)),),
        days_off=DaysOff(OnHolidays.LATER, public_holidays("FR", None)),
    )
    moment = friday.next_free(at("2026-04-30T12:00+02:00"))
    assert in_town(moment).date() == date(2026, 5, 4)


def test_a_holiday_is_named_when_somebody_plans_for_it():
    rhythm = Rhythm(days_off=DaysOff(OnHolidays.LATER, public_holidays("FR", None)))
    clash = rhythm.why_not(at("2026-12-25T10:00+01:00"))
    assert clash.sentence == "Vendredi 25 décembre est un jour férié\u00a0: Noël."
    assert clash.firm is False


def test_no_english_hour_closes_a_sentence_with_two_stops():
    with translation.override("en"):
        assert [say_hour(wall) for wall in (time(8), time(19, 30))] == [
            "8 am",
            "7:30 pm",
        ]
        assert date_format(at("2027-01-12T19:30"), "DATETIME_FORMAT") == (
            "12 January 2027, 19:30"
        )


def test_the_first_of_a_month_is_said_as_people_do():
    first = date(2030, 12, 1)
    said = []
    for language in ("fr", "en"):
        with translation.override(language):
            said.append(say_day(first))
    assert said == ["dimanche 1er décembre 2030", "Sunday 1 December 2030"]

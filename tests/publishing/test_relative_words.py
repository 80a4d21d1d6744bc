"""Words that mean another day when they are sent are found before anybody reads them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from publishing.relative_words import misleading

#: A Wednesday, noon in town.
WEDNESDAY = datetime(2026, 12, 2, 11, 0, tzinfo=UTC)
SATURDAY = WEDNESDAY + timedelta(days=3)


def phrases(text, sent_at=WEDNESDAY, language="fr", **context):
    found = misleading(text, language, sent_at, **context)
    return [(each.phrase, each.day) for each in found]


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        ("Concert ce soir\u202f!", "fr", "ce soir"),
        ("C’est aujourd’hui.", "fr", "aujourd’hui"),
        ("Rendez-vous demain soir.", "fr", "demain soir"),
        ("Dès demain, tout est prêt.", "fr", "demain"),
        ("À partir de demain", "fr", "demain"),
        ("Venez vendredi à 10 h.", "fr", "vendredi"),
        ("Ce jeudi, c’est fête.", "fr", "Ce jeudi"),
        ("La semaine prochaine en ville", "fr", "La semaine prochaine"),
        ("Live music tonight!", "en", "tonight"),
        ("See you tomorrow evening.", "en", "tomorrow evening"),
        ("Open on Friday at ten.", "en", "on Friday"),
    ],
)
def test_what_does_not_mean_the_day_of_the_event_is_named(text, language, phrase):
    found = phrases(text, language=language, starts_at=SATURDAY)
    assert found == [(phrase, date(2026, 12, 5))]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Venez samedi à 10 h.", "fr"),
        ("Ce week-end, la rue est à vous.", "fr"),
        ("Cette semaine en ville", "fr"),
        ("Vendredi 4 décembre, montage des étals.", "fr"),
        ("Ouvert du mardi au samedi, fermé le lundi.", "fr"),
        ("Le commerce de demain, les artisans d’aujourd’hui.", "fr"),
        ("Un lendemain de fête, chaque jeudi.", "fr"),
        ("This weekend, the street is yours.", "en"),
        ("Open Tuesday to Saturday; the shops of tomorrow.", "en"),
        ("Set up on Friday 4 December.", "en"),
        ("Morgen ist Markt.", "de"),
    ],
)
def test_what_is_right_or_names_no_day_is_left_alone(text, language):
    assert phrases(text, language=language, starts_at=SATURDAY) == []


def test_the_day_counts_on_the_clock_of_the_town():
    late = datetime(2026, 12, 4, 23, 30, tzinfo=UTC)  # Saturday half past midnight
    assert phrases("C’est aujourd’hui", late, starts_at=SATURDAY) == []
    assert phrases("C’est demain", late, starts_at=SATURDAY) != []


def test_one_of_several_days_is_enough():
    over_two_days = {"starts_at": WEDNESDAY, "ends_at": WEDNESDAY + timedelta(days=1)}
    assert phrases("demain", **over_two_days) == []


def test_news_without_a_date_means_the_days_of_its_writing():
    text = "Ouverture samedi, dégustation demain."
    next_day = WEDNESDAY + timedelta(days=1)
    assert phrases(text, written_at=WEDNESDAY) == []
    assert phrases(text, next_day, written_at=WEDNESDAY) == [
        ("demain", date(2026, 12, 3))
    ]
    next_week = WEDNESDAY + timedelta(days=7)
    assert ("samedi", date(2026, 12, 5)) in phrases(
        text, next_week, written_at=WEDNESDAY
    )


def test_it_says_what_to_write_instead():
    [found] = misleading("ce soir", "fr", WEDNESDAY, starts_at=SATURDAY)
    assert str(found) == (
        "«\u00a0ce soir\u00a0» ne sera plus juste à ce moment-là\u00a0: écrivez "
        "«\u00a0samedi 5 décembre\u00a0»."
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [("Dès mercredi prochain", "fr"), ("From next Wednesday on", "en")],
)
def test_the_next_of_a_day_is_never_today(text, language):
    written = {"language": language, "written_at": WEDNESDAY}
    assert phrases(text, **written) == []
    [(_phrase, day)] = phrases(text, SATURDAY + timedelta(days=7), **written)
    assert day == date(2026, 12, 9)

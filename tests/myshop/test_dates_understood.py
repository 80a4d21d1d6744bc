"""Dates understood from a sentence, in French and English, never in the past."""

from datetime import date, datetime, time
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from cityhub.myshop.understanding.dates import understand
from cityhub.myshop.understanding.hours import Hours

TOWN = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 9, 40, tzinfo=TOWN)  # a Sunday


def read(sentence, now=NOW):
    """The dates as "28.11. 10:00–18:00", the day of the end where it is another."""
    return [said(*span) for span in understand(sentence, now).spans]


def said(starts, ends):
    first = f"{starts.astimezone(TOWN):%d.%m. %H:%M}"
    if ends is None:
        return first
    same = ends.astimezone(TOWN).date() == starts.astimezone(TOWN).date()
    return f"{first}–{ends.astimezone(TOWN):{'%H:%M' if same else '%d.%m. %H:%M'}}"


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("Dégustation samedi 10h-18h", ["28.11. 10:00–18:00"]),
        ("Dégustation samedi de 10 h à 18 h", ["28.11. 10:00–18:00"]),
        ("Concert demain à 18h", ["23.11. 18:00"]),
        ("Vernissage après-demain 18h30", ["24.11. 18:30"]),
        ("Atelier demain après-midi", ["23.11. 14:00–18:00"]),
        ("Vernissage vendredi soir", ["27.11. 18:00"]),
        ("Soirée ce soir 20h-2h", ["22.11. 20:00–23.11. 02:00"]),
        ("Soldes jusqu’au 24 décembre", ["22.11. 10:00–24.12. 18:00"]),
        ("-20 % du 3 au 12 décembre", ["03.12. 10:00–12.12. 18:00"]),
        ("Portes ouvertes le 12 et le 13 mai", ["12.05. 10:00", "13.05. 10:00"]),
        ("Les 12, 13 et 14 décembre", ["12.12. 10:00", "13.12. 10:00", "14.12. 10:00"]),
        ("samedi et dimanche 10h-18h", ["28.11. 10:00–18:00", "29.11. 10:00–18:00"]),
        (
            "samedi 10h-18h et dimanche 10h-13h",
            ["28.11. 10:00–18:00", "29.11. 10:00–13:00"],
        ),
        ("Samedi 5 décembre, de 14 h à 18 h 30", ["05.12. 14:00–18:30"]),
        ("samedi 5", ["05.12. 10:00"]),
        ("Vendredi 4 à 18h", ["04.12. 18:00"]),
        ("5/12 à midi", ["05.12. 12:00"]),
        ("Le 1er décembre", ["01.12. 10:00"]),
        ("Ouvert du lundi au vendredi", ["23.11. 10:00–27.11. 18:00"]),
        (
            "Stage du lundi au mercredi de 10h à 12h",
            ["23.11. 10:00–12:00", "24.11. 10:00–12:00", "25.11. 10:00–12:00"],
        ),
        (
            "Tous les mardis de décembre à 19h",
            [f"{day:02}.12. 19:00" for day in (1, 8, 15, 22, 29)],
        ),
        (
            "Chaque samedi jusqu’au 12 décembre 10h-12h",
            ["28.11. 10:00–12:00", "05.12. 10:00–12:00", "12.12. 10:00–12:00"],
        ),
        ("A tasting every Tuesday in May", [f"{d:02}.05. 10:00" for d in (4, 11, 18, 25)]),
        ("Sale on Saturday from 10 to 6 pm", ["28.11. 10:00–18:00"]),
        ("From December 3 to 4, 10am to 6pm", ["03.12. 10:00–18:00", "04.12. 10:00–18:00"]),
        ("On Saturday, December 5, 2026 at 5:30 pm", ["05.12. 17:30"]),
        (
            "Marché du samedi 28 novembre 10h au lundi 30 novembre 18h",
            ["28.11. 10:00–30.11. 18:00"],
        ),
        ("du 4 décembre à 18 h jusqu’au 6 décembre à midi", ["04.12. 18:00–06.12. 12:00"]),
        ("From Friday 6pm to Sunday 12:30", ["27.11. 18:00–29.11. 12:30"]),
        (
            "Vendredi 18h, samedi 10h et dimanche 10h",
            ["27.11. 18:00", "28.11. 10:00", "29.11. 10:00"],
        ),
        ("Until Friday 6pm", ["22.11. 10:00–27.11. 18:00"]),
        ("Du 28 décembre au 3 janvier", ["28.12. 10:00–03.01. 18:00"]),
        ("Le 29 février", ["29.02. 10:00"]),
    ],
)  # fmt: skip
def test_a_sentence_says_its_dates(sentence, dates):
    assert read(sentence) == dates


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Nous fêtons nos 10 ans !",
        "Livraison en 48h, 7j/7",
        "Ouvert 24h/24",
        "Depuis 1987, 5 € le kilo",
        "We may open 3 shops",
        "Fermé le lundi",
        "Le 31 février",
        "Le 15 novembre 2022, quelle fête !",
        "aujourd’hui à 8h",  # over
        "Le commerce de demain",
        "3, 4, 5 ! 12 et 13",
    ],
)
def test_other_numbers_and_days_that_are_over_say_nothing(sentence):
    assert read(sentence) == []


def test_a_weekday_is_today_until_its_hours_are_over():
    assert read("dimanche 10h") == ["22.11. 10:00"]
    assert read("dimanche 9h") == ["29.11. 09:00"]


def test_a_day_without_hours_has_those_of_the_shop():
    from_nine = Hours(time(9), time(19))
    spans = understand("samedi", NOW, lambda day: from_nine).spans
    assert [said(*span) for span in spans] == ["28.11. 09:00–19:00"]


def test_hours_are_the_towns_on_the_night_of_the_change():
    march = datetime(2026, 3, 27, 9, tzinfo=TOWN)
    [(starts, _ends)] = understand("dimanche 29 mars à 2h30", march).spans
    assert f"{starts.astimezone(TOWN):%H:%M}" == "03:30"


def test_the_first_day_is_that_of_the_town():
    late = datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("UTC"))  # 2027 in town
    assert understand("demain", late).day == date(2027, 1, 2)


@pytest.mark.parametrize(
    "words",
    ["12 et " * 300, "samedi, " * 200, "10h-" * 400, "1/1 " * 500, "tous les mardis " * 120,
     "du 1 janvier au 31 décembre " * 60, "\0" * 2000, "à " * 900],
)  # fmt: skip
def test_odd_texts_take_no_time(words):
    started = process_time()
    understand(words[:2000], NOW)
    assert process_time() - started < 0.5  # on a slow machine; 0.05 on ours

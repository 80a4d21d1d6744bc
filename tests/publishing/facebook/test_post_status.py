"""A post says first what has changed."""

from dataclasses import replace

import pytest

from publishing.contract import Announcement, Status
from publishing.facebook.models import PostSettings
from publishing.facebook.wording import post_text

pytestmark = pytest.mark.django_db

LINK = "https://ville.example/p/bcdf234567"
EVENT = Announcement(
    kind="event",
    title="Fête de rue",
    text="Musique et étals.",
    url="https://ville.example/agenda/fete/",
    language="fr",
    when="samedi 5 décembre à 10 h",
)


@pytest.mark.parametrize(
    ("status", "first_line"),
    [
        (Status.SCHEDULED, "À vos agendas\u202f!"),
        (Status.CANCELLED, "ANNULÉ. Ce rendez-vous n’aura pas lieu."),
        (Status.POSTPONED, "REPORTÉ. La nouvelle date est à venir."),
        (Status.RESCHEDULED, "NOUVELLE DATE. Notez le changement."),
        (Status.FULL, "COMPLET. Il n’y a plus de place."),
    ],
)
def test_the_status_is_said_first(status, first_line):
    text = post_text(replace(EVENT, status=status), LINK)
    assert text == (
        f"{first_line}\nFête de rue\nSamedi 5 décembre à 10 h\n\n"
        "Musique et étals.\n\n"
        "Tout savoir\u00a0: https://ville.example/p/bcdf234567"
    )


@pytest.mark.parametrize(
    ("wave", "first_line"),
    [
        ("announce", "À vos agendas\u202f!"),
        ("reminder", "C’est bientôt\u202f!"),
        ("last_call", "Dernier rappel\u202f!"),
    ],
)
def test_a_reminder_is_not_an_announcement(wave, first_line):
    assert post_text(EVENT, LINK, wave=wave).splitlines()[0] == first_line


def test_a_reminder_of_what_is_cancelled_says_so():
    cancelled = replace(EVENT, status=Status.CANCELLED)
    first_line = post_text(cancelled, LINK, wave="reminder").splitlines()[0]
    assert first_line == "ANNULÉ. Ce rendez-vous n’aura pas lieu."


def test_the_town_says_it_in_its_own_words():
    PostSettings.objects.create(pk=1, cancelled_words="ANNULÉ à regret.")
    text = post_text(replace(EVENT, status=Status.CANCELLED), LINK)
    assert text.splitlines()[0] == "ANNULÉ à regret."


def test_the_words_follow_the_language_of_the_item():
    words = PostSettings().words_for(Status.FULL, "en")
    assert words == "FULL. There are no places left."


def test_what_takes_place_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        post_text(EVENT, LINK)

"""Three years after the last sign of life: asked once, then forgotten."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from publishing.models import Letter
from publishing.newsletter.models import (
    Consent,
    Erasures,
    Subscriber,
    Suppression,
)
from publishing.newsletter.people import retention
from tests.publishing.newsletter.people.conftest import SUBSCRIBERS

pytestmark = pytest.mark.django_db
SCREEN = f"{SUBSCRIBERS}retention/"


@pytest.fixture
def make():
    """Add a subscriber whose last sign of life is so many days old."""

    def add(state: str, days: int, email: str = "") -> Subscriber:
        then = timezone.now() - timedelta(days=days)
        return Subscriber.objects.create(
            email=email or f"{state}-{days}@example.org",
            state=state,
            last_sign_at=then,
            since=then,
        )

    return add


def left() -> set[str]:
    return set(Subscriber.objects.values_list("email", flat=True))


def test_who_left_or_never_confirmed_is_forgotten_in_time(make):
    for state, days in [
        ("unsubscribed", 1094), ("unsubscribed", 1096), ("unreachable", 1096),
        ("pending", 29), ("pending", 31), ("confirmed", 1000),
    ]:  # fmt: skip
        make(state, days)
    retention.keep_to_it()
    assert left() == {
        "unsubscribed-1094@example.org",
        "pending-29@example.org",
        "confirmed-1000@example.org",
    }
    assert {(each.state, each.count) for each in Erasures.objects.all()} == {
        ("unsubscribed", 1),
        ("unreachable", 1),
        ("pending", 1),
    }


def test_who_is_subscribed_is_asked_once_and_forgotten_without_an_answer(make):
    anna = make("confirmed", 3 * 365 - 59)
    retention.keep_to_it()
    retention.keep_to_it()
    letter = Letter.objects.get()
    assert letter.to == anna.email
    assert "/newsletter/rester/" in letter.text
    with time_machine.travel(timezone.now() + timedelta(days=58), tick=False):
        retention.keep_to_it()
        assert left() == {anna.email}
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        retention.keep_to_it()
        assert left() == set()
    assert Letter.objects.count() == 0
    assert Suppression.objects.count() == 0


def test_who_answers_stays_for_another_three_years(make):
    anna = make("confirmed", 3 * 365 - 30)
    retention.keep_to_it()
    anna.stay(Consent(what="renewed", source="link"))
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        retention.keep_to_it()
        assert left() == {anna.email}


def test_nobody_is_forgotten_who_had_no_time_to_answer(make):
    anna = make("confirmed", 2000)
    retention.keep_to_it()
    assert left() == {anna.email}
    with time_machine.travel(timezone.now() + timedelta(days=44), tick=False):
        retention.keep_to_it()
        assert left() == {anna.email}
    with time_machine.travel(timezone.now() + timedelta(days=46), tick=False):
        retention.keep_to_it()
        assert left() == set()


def test_who_left_stays_away_after_she_is_forgotten(make):
    anna = make("confirmed", 10, "anna@example.org")
    anna.unsubscribe(Consent(what="withdrawn", source="link"))
    Subscriber.objects.update(last_sign_at=timezone.now() - timedelta(days=1096))
    retention.keep_to_it()
    assert left() == set()
    assert Suppression.objects.of("anna@example.org").why == "left"


def test_the_preview_names_who_would_be_erased_and_erases_nobody(desk, make):
    make("unsubscribed", 1096)
    make("unsubscribed", 1050)
    make("unsubscribed", 10)
    make("confirmed", 1050)
    page = desk.get(SCREEN)
    assert [count for _words, count, _name in page.context["groups"]] == [1, 1, 1]
    assert [person.email for person in page.context["people"]] == [
        "unsubscribed-1096@example.org",
        "unsubscribed-1050@example.org",
    ]
    assert Subscriber.objects.count() == 4


def test_the_preview_costs_the_same_with_one_and_with_thirty(queries_of, make):
    make("unsubscribed", 1096)
    make("confirmed", 1050)
    with_one = queries_of(SCREEN)
    for number in range(29):
        make("unsubscribed", 1096, f"u{number}@example.org")
        make("confirmed", 1050, f"c{number}@example.org")
    assert queries_of(SCREEN) == with_one

"""A draft whose slot is near is shown until somebody hands it in."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from publishing.newsletter.compose import compose_issue
from publishing.newsletter.next_issue import NextIssue
from publishing.town_time import say_moment

pytestmark = pytest.mark.django_db

MONDAY = datetime.fromisoformat("2027-01-11T09:00+01:00")
SLOT = datetime.fromisoformat("2027-01-12T07:30+01:00")


@pytest.fixture(autouse=True)
def every_second_tuesday(newsletter_channel):
    newsletter_channel.slots = [
        {"weekday": 1, "time": "07:30", "every": 2, "since": "2027-01-12"}
    ]
    newsletter_channel.save()


@pytest.fixture
def draft(newsletter_page, manager):
    return compose_issue(newsletter_page, manager, SLOT)


def test_it_is_to_be_handed_in_before_its_slot(newsletter_channel, draft):
    found = NextIssue.to_hand_in(newsletter_channel, MONDAY)
    assert found == NextIssue(draft=draft, at=SLOT)


def test_weeks_before_its_slot_it_presses_nobody(newsletter_channel, draft):
    early = MONDAY - timedelta(days=10)
    assert NextIssue.to_hand_in(newsletter_channel, early) is None


def test_once_handed_in_it_waits_with_the_others(newsletter_channel, draft, manager):
    draft.get_workflow().start(draft, manager)
    assert NextIssue.to_hand_in(newsletter_channel, MONDAY) is None


def test_a_newsletter_without_a_rhythm_has_no_slot_to_miss(newsletter_channel, draft):
    newsletter_channel.slots = []
    assert NextIssue.to_hand_in(newsletter_channel, MONDAY) is None


@pytest.mark.parametrize("screen", ["wagtailadmin_home", "newsletter_desk:issues"])
def test_the_desk_says_by_when(client, manager, draft, screen):
    with time_machine.travel(MONDAY, tick=False):
        client.force_login(manager)
        shown = client.get(reverse(screen)).text
        with translation.override("fr"):
            assert say_moment(SLOT) in shown
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in shown


def test_she_finds_what_she_handed_in_by_its_title_and_may_approve_it(
    client, manager, draft
):
    draft.subject = "Trois minutes ouvre"
    draft.save_revision(user=manager)
    draft.get_workflow().start(draft, manager)
    client.force_login(manager)
    [item] = client.get(reverse("desk:waiting")).context["items"]
    assert (item.title, item.barred) == (draft.title, False)

"""Ahead of each slot the next issue composes itself, and the managers hear of it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from publishing.models import Letter, Publication
from publishing.newsletter.ahead import compose_ahead
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import IssuePage
from tests.factories import make_news

pytestmark = pytest.mark.django_db

#: Tuesday 12 January 2027 is a day of the rhythm; the 26th is the next one.
SATURDAY = datetime.fromisoformat("2027-01-09T09:00+01:00")
SLOT = datetime.fromisoformat("2027-01-12T07:30+01:00")


@pytest.fixture(autouse=True)
def every_second_tuesday(newsletter_channel):
    newsletter_channel.slots = [
        {"weekday": 1, "time": "07:30", "every": 2, "since": "2027-01-12"}
    ]
    newsletter_channel.save()


def test_three_days_ahead_the_draft_is_there_once(manager, plan_for_newsletter):
    plan_for_newsletter(make_news(title="Une mercerie ouvre"))
    draft = compose_ahead(SATURDAY)
    assert compose_ahead(SATURDAY + timedelta(hours=1)) is None
    assert list(IssuePage.objects.all()) == [draft]
    assert draft.title == "Infolettre du 12 janvier 2027"
    assert draft.live is False
    [letter] = Letter.objects.all()
    assert letter.to == manager.email
    assert "Une mercerie ouvre" in letter.text
    assert f"/gestion/pages/{draft.pk}/edit/" in letter.text
    assert Publication.objects.filter(page_id=draft.pk).count() == 0


def test_earlier_it_is_too_early(manager):
    assert compose_ahead(SATURDAY - timedelta(days=1)) is None


def test_a_town_may_compose_by_hand_only(newsletter_page, manager):
    newsletter_page.days_ahead = 0
    newsletter_page.save()
    assert compose_ahead(SATURDAY) is None


def test_a_draft_that_was_thrown_away_is_not_made_again(manager):
    compose_ahead(SATURDAY).delete()
    assert compose_ahead(SATURDAY + timedelta(hours=1)) is None


def test_a_draft_nobody_approved_in_time_becomes_that_of_the_next_slot(
    manager, plan_for_newsletter
):
    first = compose_ahead(SATURDAY)
    plan_for_newsletter(make_news(title="Venue depuis"))
    second = compose_ahead(SATURDAY + timedelta(days=14))
    assert second.pk == first.pk
    assert second.title == "Infolettre du 26 janvier 2027"
    assert second.slug == "infolettre-du-26-janvier-2027"


def test_the_manager_s_own_title_stays(manager):
    draft = compose_ahead(SATURDAY)
    draft.title = "Les bonnes nouvelles de janvier"
    draft.save_revision()
    later = compose_ahead(SATURDAY + timedelta(days=14))
    assert later.title == "Les bonnes nouvelles de janvier"


def test_a_slot_that_has_its_issue_gets_no_other(
    manager, newsletter_page, newsletter_channel
):
    by_hand = compose_issue(newsletter_page, manager, SLOT)
    by_hand.save_revision(user=manager).publish()
    Publication.objects.plan(by_hand, newsletter_channel, SLOT)
    assert compose_ahead(SATURDAY) is None


def test_the_last_edito_is_there_for_reference(newsletter_page, manager):
    before = IssuePage(title="Avant", edito="Chers commerçants", live=True)
    newsletter_page.add_child(instance=before)
    before.save_revision().publish()
    draft = compose_issue(newsletter_page, manager, timezone.now())
    assert (draft.edito, draft.previous()) == ("", before)

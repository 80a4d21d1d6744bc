"""The agenda is frozen at approval; a change of it waits for a click."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.models import Letter
from publishing.newsletter import steering
from publishing.newsletter.models import FrozenIssue, Hold
from publishing.transport import SendError
from tests.factories import make_event
from tests.publishing.newsletter.test_corrections import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(plan_for_newsletter, plan_issue, make_subscribers, post_office):
    """An approved issue with one date in it."""
    make_subscribers(1)
    starts_at = timezone.now() + timedelta(days=9)
    plan_for_newsletter(make_event(starts_at=starts_at, place="Halle"))
    return plan_issue()


def test_an_issue_whose_dates_are_as_approved_leaves(issue, send):
    change(issue.cargo.get(), text="D’autres mots.")
    send(issue)
    assert FrozenIssue.objects.filter(publication=issue).exists()


def test_an_issue_with_a_changed_date_waits_and_shows_the_difference(
    issue, send, manager
):
    change(issue.cargo.get(), place="Place du Marché")
    for _ in range(2):
        with pytest.raises(SendError):
            send(issue)
    hold = Hold.objects.get()
    assert (hold.kind, hold.holds) == (Hold.Kind.AGENDA, True)
    assert "Fête de rue" in hold.why
    assert "Place du Marché" in hold.why
    [letter] = Letter.objects.all()
    assert hold.why in letter.text
    assert not FrozenIssue.objects.exists()


def test_after_the_click_it_leaves_with_what_is_right_now(
    issue, send, manager, post_office
):
    change(issue.cargo.get(), place="Place du Marché")
    with pytest.raises(SendError):
        send(issue)
    steering.go_on(issue, manager)
    send(issue)
    mail = post_office.parsed().get_body(("plain",)).get_content()
    assert "Place du Marché" in mail
    assert "Halle" not in mail


def test_what_changes_again_after_the_click_is_asked_again(issue, send, manager):
    for place in ("Place du Marché", "Gymnase"):
        change(issue.cargo.get(), place=place)
        with pytest.raises(SendError):
            send(issue)
        steering.go_on(issue, manager)
    assert Hold.objects.count() == 2

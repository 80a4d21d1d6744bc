"""A newsletter that is half out stops, and goes on later with those who lack it."""

import pytest
from django.utils import timezone

from publishing import standstill
from publishing.newsletter import send as sending
from publishing.newsletter.models import Delivery, Stint
from publishing.standstill import Choice

pytestmark = pytest.mark.django_db
begin = Stint.objects.begin


def counts(issue):
    found = Delivery.objects.filter(publication=issue).counts()
    return {state: count for state, count in found.items() if count}


def test_it_stops_after_what_is_being_handed_over(
    post_office, make_subscribers, plan_issue, send, manager, monkeypatch
):
    make_subscribers(40)
    issue = plan_issue()
    compose = sending.skeleton

    def stop_at_the_first_mail(*args):
        standstill.stop(manager, "Accident au marché")
        return compose(*args)

    monkeypatch.setattr(sending, "skeleton", stop_at_the_first_mail)
    assert send(issue) is None
    assert counts(issue) == {"waiting": 20, "sent": 20}
    assert len(post_office.mails) == 20

    monkeypatch.undo()
    now = standstill.waiting(timezone.now())
    choices = dict.fromkeys(now.values_list("pk", flat=True), Choice.NOW)
    standstill.go_on(standstill.Standstill.objects.current(), manager, choices)
    assert send(issue) is not None
    assert counts(issue) == {"sent": 40}
    assert len(set(post_office.addresses)) == len(post_office.addresses) == 40


def test_nobody_is_begun_with_after_the_stop(
    make_subscribers, plan_issue, under_way, manager
):
    make_subscribers(2)
    issue = under_way(plan_issue())
    ledger, stint = Delivery.objects.filter(publication=issue), begin(issue)
    claimed = ledger.claim(stint, 10)
    standstill.stop(manager, "Accident au marché")
    assert ledger.begin(claimed, stint) == []
    assert counts(issue) == {"claimed": 2}

"""Several workers on one issue: each mail has one hand on it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter import hands
from publishing.newsletter.models import Delivery, Stint, Subscriber
from publishing.newsletter.send import Sending
from publishing.newsletter.transport import freeze

pytestmark = pytest.mark.django_db


def ledger_of(issue: Publication):
    return Delivery.objects.filter(publication=issue)


def states(issue: Publication) -> dict[str, int]:
    return {s: n for s, n in ledger_of(issue).counts().items() if n}


def lose(stint: Stint) -> None:
    Stint.objects.filter(pk=stint.pk).update(lease_until=timezone.now())


@pytest.fixture
def issue(make_subscribers, plan_issue, under_way):
    make_subscribers(40)
    return under_way(plan_issue())


def test_two_workers_never_claim_the_same(issue):
    first, second = Stint.objects.begin(issue), Stint.objects.begin(issue)
    one = ledger_of(issue).claim(first, 25)
    other = ledger_of(issue).claim(second, 25)
    assert (len(one), len(other)) == (25, 15)
    assert not {d.pk for d in one} & {d.pk for d in other}
    assert ledger_of(issue).begin(one[:1], second) == []


def test_a_worker_that_comes_to_help_leaves_what_others_have_in_hand(
    issue, post_office
):
    busy = Stint.objects.begin(issue)
    in_hand = ledger_of(issue).claim(busy, 20)
    ledger_of(issue).begin(in_hand[:5], busy)
    hands.lend_a_hand()
    assert states(issue) == {"claimed": 15, "sending": 5, "sent": 20}
    assert not {d.address for d in in_hand} & set(post_office.addresses)


def test_what_a_lost_worker_had_in_hand_is_uncertain_and_the_rest_is_sent(
    issue, post_office, send
):
    lost = Stint.objects.begin(issue)
    in_hand = ledger_of(issue).claim(lost, 20)
    begun = ledger_of(issue).begin(in_hand[:5], lost)
    lose(lost)
    assert send(issue) is not None
    assert states(issue) == {"sent": 35, "uncertain": 5}
    assert not {d.address for d in begun} & set(post_office.addresses)


def test_a_worker_thought_dead_that_comes_back_says_what_it_did(issue):
    slow = Stint.objects.begin(issue)
    begun = ledger_of(issue).begin(ledger_of(issue).claim(slow, 4), slow)
    lose(slow)
    ledger_of(issue).recover()
    assert states(issue) == {"uncertain": 4, "waiting": 36}
    assert not slow.renew()
    ledger_of(issue).close(begun[:3], slow)
    ledger_of(issue).give_back(begun[3:], slow)
    assert states(issue) == {"sent": 3, "uncertain": 1, "waiting": 36}


def test_there_are_no_more_hands_than_the_settings_allow(issue, post_office, settings):
    settings.NEWSLETTER_HANDS = 2
    Stint.objects.begin(issue)
    second = Stint.objects.begin(issue)
    hands.lend_a_hand()
    assert post_office.mails == []
    second.end()
    hands.lend_a_hand()
    assert len(post_office.mails) == 40


def test_nobody_helps_where_nobody_has_the_turn(issue, post_office):
    Publication.objects.filter(pk=issue.pk).update(lease_until=None)
    hands.lend_a_hand()
    assert post_office.mails == []


def test_who_unsubscribes_while_claimed_gets_no_mail(issue):
    stint = Stint.objects.begin(issue)
    claimed = ledger_of(issue).claim(stint, 40)
    Subscriber.objects.filter(pk=claimed[2].subscriber_id).update(state="unsubscribed")
    begun = ledger_of(issue).begin(claimed, stint)
    assert [d.pk for d in begun] == [d.pk for d in claimed if d is not claimed[2]]
    assert states(issue) == {"sending": 39, "skipped": 1}


def test_a_mail_costs_less_than_a_quarter_of_a_statement(
    make_subscribers, plan_issue, under_way, post_office
):
    make_subscribers(300)
    issue = under_way(plan_issue())
    sending = Sending(issue, freeze(issue))
    sending._skeleton("fr")
    with CaptureQueriesContext(connection) as captured:
        sending.run()
    assert sending.sent == 300
    assert len(captured) <= 300 * 0.25


def test_an_idle_house_asks_once_for_issues_in_need(issue, django_assert_num_queries):
    ledger_of(issue).update(due_at=timezone.now() + timedelta(hours=1))
    with django_assert_num_queries(1):
        hands.lend_a_hand()

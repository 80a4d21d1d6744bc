"""Limits that last, and mail servers that ask to wait: domain by domain."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from publishing.newsletter.checks import check_limits
from publishing.newsletter.limits import Limit, parsed
from publishing.newsletter.models import Delivery, Departure, Destination, Subscriber
from publishing.newsletter.pace import let_leave
from publishing.transport import Outcome, SendError
from tests.publishing.newsletter.post_office import TAKEN

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def mails(number: int, domain: str = "a.example") -> list[Delivery]:
    return [Delivery(domain=domain) for _each in range(number)]


def states(issue) -> dict[str, int]:
    found = Delivery.objects.filter(publication=issue).counts()
    return {state: count for state, count in found.items() if count}


def test_the_setting_names_limits_in_all_to_one_domain_and_to_each():
    assert parsed("10/second gmail.com:100/minute *:300/hour") == (
        Limit(number=10, period=timedelta(seconds=1)),
        Limit(number=100, period=MINUTE, domain="gmail.com"),
        Limit(number=300, period=timedelta(hours=1), domain="*"),
    )


@pytest.mark.parametrize("text", ["10", "0/second", "ten/hour", "5/day", "a b:1/hour"])
def test_a_setting_that_makes_no_sense_is_refused(text, settings):
    with pytest.raises(ImproperlyConfigured):
        parsed(text)
    settings.NEWSLETTER_LIMITS = text
    assert [problem.id for problem in check_limits(None)] == ["newsletter.E006"]


def test_without_limits_nothing_is_counted(django_assert_num_queries):
    chunk = mails(3)
    with django_assert_num_queries(0):
        assert let_leave(chunk) == chunk


def test_in_any_period_no_more_leave_than_the_limit_says(settings):
    settings.NEWSLETTER_LIMITS = "5/second 20/minute"
    with time_machine.travel("2026-12-01 08:00Z", tick=False) as clock:
        begin, left = timezone.now(), []
        while timezone.now() < begin + 2 * MINUTE:
            left += [timezone.now()] * len(let_leave(mails(7)))
            clock.shift(timedelta(seconds=0.5))
    for period, most in ((timedelta(seconds=1), 5), (MINUTE, 20)):
        busiest = max(sum(at <= o < at + period for o in left) for at in left)
        assert busiest == most
    assert len(left) == 40


def test_a_limit_holds_for_all_workers_and_after_a_restart(settings):
    settings.NEWSLETTER_LIMITS = "4/hour"
    assert len(let_leave(mails(3))) == 3
    assert len(let_leave(mails(3))) == 1
    assert Destination.objects.get(domain="").rests_until > timezone.now() + 50 * MINUTE
    assert sum(Departure.objects.values_list("number", flat=True)) == 4


def test_a_domain_that_is_full_does_not_keep_the_others_waiting(settings):
    settings.NEWSLETTER_LIMITS = "a.example:2/minute"
    chunk = [*mails(4), *mails(3, "b.example")]
    assert let_leave(chunk) == [*chunk[:2], *chunk[4:]]
    resting = Destination.objects.resting(timezone.now())
    assert [each.domain for each in resting] == ["a.example"]


def test_a_limit_for_each_domain_holds_for_each_by_itself(settings):
    settings.NEWSLETTER_LIMITS = "*:2/minute"
    assert len(let_leave([*mails(3), *mails(3, "b.example")])) == 4


def test_an_issue_beyond_the_hours_limit_waits_and_says_why(
    settings, post_office, make_subscribers, plan_issue, send
):
    settings.NEWSLETTER_LIMITS = "4/hour"
    make_subscribers(6)
    issue = plan_issue()
    assert send(issue) is None
    assert states(issue) == {"sent": 4, "waiting": 2}
    with pytest.raises(SendError) as waits:
        send(issue)
    assert waits.value.outcome == Outcome.LATER
    assert timedelta(minutes=59) < waits.value.retry_after <= timedelta(hours=1)
    assert not waits.value.whole_channel


def test_a_domain_that_asks_to_wait_rests_and_the_others_go_on(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(20)
    Subscriber.objects.filter(email="reader-19@example.org").update(
        email="reader-19@elsewhere.example"
    )
    post_office.at_rcpt = lambda address: (
        "451 4.7.1 Too many" if address.endswith("@example.org") else TAKEN
    )
    issue = plan_issue()
    assert send(issue) is None
    assert post_office.addresses == ["reader-19@elsewhere.example"]
    assert states(issue) == {"sent": 1, "waiting": 19}
    assert Delivery.objects.filter(tries=1).count() == 1
    with pytest.raises(SendError) as waits:
        send(issue)
    assert timedelta(0) < waits.value.retry_after <= MINUTE


def test_a_domain_rests_longer_each_time_and_is_well_after_a_mail_it_took(
    post_office, make_subscribers, plan_issue, send
):
    rests = []
    for _setback in range(9):
        Destination.objects.back_off("example.org")
        one = Destination.objects.get()
        rests.append(round((one.rests_until - timezone.now()) / MINUTE))
        Destination.objects.back_off("example.org")  # another worker, at once
        Destination.objects.update(rests_until=timezone.now())
    assert rests == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    make_subscribers(1)
    assert send(plan_issue()) is not None
    assert Destination.objects.get().setbacks == 0

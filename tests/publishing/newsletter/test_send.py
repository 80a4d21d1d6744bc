"""Sending: each subscriber once, whatever the mail server does."""

import pytest
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter import send as sending
from publishing.newsletter.models import Delivery, Subscriber
from publishing.newsletter.models.delivery import WAITS
from publishing.transport import Outcome, Receipt, SendError
from tests.factories import make_news
from tests.publishing.newsletter.post_office import TAKEN

pytestmark = pytest.mark.django_db


class Clock:
    """A clock on which the time of every call is over."""

    @staticmethod
    def monotonic() -> float:
        return float("inf")


def states(publication: Publication) -> dict[str, int]:
    counts = Delivery.objects.filter(publication=publication).counts()
    return {state: count for state, count in counts.items() if count}


def test_everybody_who_is_confirmed_gets_the_issue_once(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(40)
    Subscriber.objects.create(email="pending@example.org")
    issue = plan_issue()
    receipt = send(issue)
    assert receipt == Receipt(remote_id=issue.pk, url=issue.page.specific.full_url)
    assert sorted(post_office.addresses) == sorted(
        f"reader-{number}@example.org" for number in range(40)
    )
    assert states(issue) == {"sent": 40}


def test_all_mails_leave_through_one_connection(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(40)
    send(plan_issue())
    assert post_office.lines == 1


def test_sending_again_mails_nobody_twice(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(3)
    issue = plan_issue()
    send(issue)
    assert send(issue) is not None
    assert len(post_office.mails) == 3


def test_an_issue_without_subscribers_is_published_at_once(
    post_office, plan_issue, send
):
    assert send(plan_issue()) is not None
    assert post_office.mails == []


def test_who_unsubscribes_before_her_turn_gets_no_mail(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(4)
    issue = plan_issue()
    Delivery.objects.all().enlist(issue)
    Subscriber.objects.filter(email="reader-2@example.org").update(
        state=Subscriber.State.UNSUBSCRIBED
    )
    send(issue)
    assert post_office.addresses == [
        f"reader-{number}@example.org" for number in (0, 1, 3)
    ]
    assert states(issue) == {"sent": 3, "skipped": 1}


def test_a_permanent_refusal_is_kept_with_the_servers_words(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(2)
    post_office.at_rcpt = lambda address: (
        "550 5.1.1 No such user" if address.startswith("reader-0") else TAKEN
    )
    issue = plan_issue()
    assert send(issue) is not None
    assert states(issue) == {"sent": 1, "refused": 1}
    assert Delivery.objects.get(state="refused").answer == "550 5.1.1 No such user"


def test_a_temporary_refusal_waits_and_is_tried_again(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(2)
    post_office.at_rcpt = lambda address: (
        "452 4.2.2 Mailbox full" if address.startswith("reader-0") else TAKEN
    )
    issue = plan_issue()
    assert send(issue) is None
    assert states(issue) == {"waiting": 1, "sent": 1}

    with pytest.raises(SendError) as asked:
        send(issue)
    assert asked.value.outcome == Outcome.LATER
    assert asked.value.retry_after <= WAITS[0]

    Delivery.objects.update(due_at=timezone.now())
    post_office.at_rcpt = lambda address: TAKEN
    assert send(issue) is not None
    assert states(issue) == {"sent": 2}


def test_an_address_that_always_asks_to_wait_is_given_up(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(1)
    post_office.at_rcpt = lambda address: "452 4.2.2 Mailbox full"
    issue = plan_issue()
    for _wait in WAITS:
        assert send(issue) is None
        Delivery.objects.update(due_at=timezone.now())
    assert send(issue) is not None
    assert states(issue) == {"refused": 1}


def test_a_line_that_breaks_before_the_mail_is_opened_again(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(3)
    breaks = iter(["hang up"])
    post_office.at_rcpt = lambda address: next(breaks, TAKEN)
    issue = plan_issue()
    assert send(issue) is not None
    assert states(issue) == {"sent": 3}
    assert len(post_office.mails) == 3


def test_a_line_that_breaks_after_the_mail_leaves_it_uncertain(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(3)
    breaks = iter(["hang up"])
    post_office.at_data = lambda address: next(breaks, TAKEN)
    issue = plan_issue()
    assert send(issue) is not None
    assert states(issue) == {"sent": 2, "uncertain": 1}
    send(issue)
    assert post_office.addresses == [
        f"reader-{number}@example.org" for number in range(3)
    ]


def test_a_server_that_always_drops_the_line_stops_the_sending(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(30)
    post_office.at_data = lambda address: "hang up"
    issue = plan_issue()
    with pytest.raises(SendError) as error:
        send(issue)
    assert error.value.outcome == Outcome.NOT_SENT
    assert states(issue) == {"waiting": 26, "uncertain": 4}


def test_a_server_that_is_down_leaves_everybody_waiting(
    settings, make_subscribers, plan_issue, send
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_subscribers(2)
    issue = plan_issue()
    with pytest.raises(SendError) as error:
        send(issue)
    assert error.value.outcome == Outcome.NOT_SENT
    assert states(issue) == {"waiting": 2}


def test_a_server_that_refuses_our_address_stops_the_channel(
    post_office, make_subscribers, plan_issue, send
):
    make_subscribers(2)
    post_office.at_mail = lambda address: "553 5.7.1 Sender not allowed"
    issue = plan_issue()
    with pytest.raises(SendError) as error:
        send(issue)
    assert error.value.outcome == Outcome.CHANNEL_DOWN
    assert states(issue) == {"waiting": 2}


def test_a_call_ends_in_time_and_the_next_one_goes_on(
    post_office, make_subscribers, plan_issue, send, monkeypatch
):
    make_subscribers(40)
    issue = plan_issue()

    def let_time_run_out(address: str) -> str:
        monkeypatch.setattr(sending, "time", Clock())
        return TAKEN

    post_office.at_rcpt = let_time_run_out
    assert send(issue) is None
    assert states(issue) == {"waiting": 39, "sent": 1}
    monkeypatch.undo()
    post_office.at_rcpt = lambda address: TAKEN
    assert send(issue) is not None
    assert states(issue) == {"sent": 40}
    assert len(post_office.mails) == 40


def test_items_are_published_with_their_issue(
    post_office, make_subscribers, plan_for_newsletter, plan_issue, send
):
    item = plan_for_newsletter(make_news())
    issue = plan_issue()
    receipt = send(issue)
    item.refresh_from_db()
    assert item.state == Publication.State.PUBLISHED
    assert (item.remote_id, item.remote_url) == (issue.pk, receipt.url)

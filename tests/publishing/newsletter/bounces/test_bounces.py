"""What comes of a bounce: for the subscriber, and for the issue."""

import pytest

from publishing.models import Channel, Letter
from publishing.newsletter.bounces.collect import note
from publishing.newsletter.bounces.return_path import delivery_in, return_path
from publishing.newsletter.models import Bounce, Consent, Delivery, Subscriber
from publishing.newsletter.models.delivery import WAITS
from publishing.transport import Outcome, SendError
from tests.publishing.newsletter.post_office import TAKEN

pytestmark = pytest.mark.django_db

GONE = "550 5.1.1 No such user"


def state_of(delivery: Delivery) -> str:
    return Subscriber.objects.get(pk=delivery.subscriber_id).state


def test_each_mail_leaves_with_a_return_path_of_its_own(
    post_office, make_subscribers, plan_issue, send
):
    senders = []
    post_office.at_mail = lambda address: senders.append(address) or TAKEN
    make_subscribers(2)
    send(plan_issue())
    assert [delivery_in(sender) for sender in senders] == list(
        Delivery.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert "mailto:returns@town.example?" in post_office.parsed()["List-Unsubscribe"]


def test_a_refusal_for_good_takes_the_address_off_the_list(
    post_office, make_subscribers, plan_issue, send
):
    first, second = make_subscribers(2)
    post_office.at_rcpt = lambda to: GONE if to == first.email else TAKEN
    send(plan_issue())
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.source, bounce.words) == ("hard", "server", GONE)
    assert state_of(bounce.delivery) == Subscriber.State.UNREACHABLE
    second.refresh_from_db()
    assert second.state == Subscriber.State.CONFIRMED


def test_a_refusal_of_our_mail_says_nothing_of_the_address(
    post_office, make_subscribers, plan_issue, send
):
    (reader,) = make_subscribers(1)
    post_office.at_data = lambda to: "554 5.7.1 Rejected as spam"
    send(plan_issue())
    assert Bounce.objects.get().kind == "blocked"
    reader.refresh_from_db()
    assert reader.state == Subscriber.State.CONFIRMED


def test_an_address_that_asked_to_wait_to_the_end_is_a_soft_bounce(
    post_office, make_subscribers, plan_issue, send
):
    (reader,) = make_subscribers(1)
    post_office.at_rcpt = lambda to: "450 4.2.2 Mailbox full"
    issue = plan_issue()
    for _wait in WAITS:
        send(issue)
        assert not Bounce.objects.exists()
        Delivery.objects.update(due_at="2026-01-01T00:00Z")
    send(issue)
    assert Bounce.objects.get().kind == "soft"
    reader.refresh_from_db()
    assert reader.state == Subscriber.State.CONFIRMED


def test_three_issues_in_a_row_that_came_back_for_now_are_enough(
    sent, plan_issue, send
):
    (delivery,) = sent(1)
    for last in (False, False, True):
        if delivery is None:
            delivery = Delivery.objects.order_by("pk").last()
        note(delivery.pk, kind="soft", source="mailbox", words="full")
        expected = "unreachable" if last else "confirmed"
        assert state_of(delivery) == expected
        if not last:
            send(plan_issue())
            delivery = None


def test_one_issue_that_arrived_in_between_starts_the_count_anew(
    sent, plan_issue, send
):
    (first,) = sent(1)
    note(first.pk, kind="soft", source="mailbox", words="full")
    for _issue in range(3):
        send(plan_issue())
    _first, arrived, *rest = Delivery.objects.order_by("pk")
    assert not hasattr(arrived, "bounce")
    for delivery in rest:
        note(delivery.pk, kind="soft", source="mailbox", words="full")
    assert state_of(first) == "confirmed"


def test_hearing_of_a_bounce_twice_changes_nothing_and_worse_counts(sent):
    (delivery,) = sent(1)
    note(delivery.pk, kind="soft", source="mailbox", words="delayed")
    note(delivery.pk, kind="hard", source="provider", words="gone")
    note(delivery.pk, kind="soft", source="mailbox", words="delayed")
    bounce = Bounce.objects.get()
    assert (bounce.kind, bounce.words) == ("hard", "gone")
    assert state_of(delivery) == "unreachable"


def test_a_complaint_unsubscribes_with_its_evidence(sent):
    (delivery,) = sent(1)
    note(delivery.pk, kind="complaint", source="provider", words="abuse")
    assert state_of(delivery) == "unsubscribed"
    assert delivery.subscriber.consents.get().source == Consent.Source.COMPLAINT


def test_a_bounce_of_somebody_erased_since_is_nobodys(sent):
    (delivery,) = sent(1)
    delivery.delete()
    note(delivery.pk, kind="hard", source="mailbox", words="gone")
    assert not Bounce.objects.exists()


def test_an_issue_of_which_much_is_refused_stops_and_tells_the_manager(
    post_office, make_subscribers, plan_issue, send, manager, newsletter_channel
):
    make_subscribers(40)
    post_office.at_rcpt = lambda to: GONE
    issue = plan_issue()
    with pytest.raises(SendError) as stop:
        send(issue)
    assert stop.value.outcome == Outcome.CHANNEL_DOWN
    assert Bounce.objects.count() == 10
    counts = Delivery.objects.filter(publication=issue).counts()
    assert (counts["waiting"], counts["refused"]) == (30, 10)
    newsletter_channel.refresh_from_db()
    assert newsletter_channel.state == Channel.State.ATTENTION
    assert newsletter_channel.reason.startswith("10 ")
    assert Letter.objects.get().to == manager.email


def test_bounces_that_come_later_stop_the_newsletter_as_well(
    sent, manager, newsletter_channel
):
    deliveries = sent(30)
    for delivery in deliveries[:9]:
        note(delivery.pk, kind="hard", source="mailbox", words="gone")
    newsletter_channel.refresh_from_db()
    assert newsletter_channel.state == Channel.State.ACTIVE
    note(deliveries[9].pk, kind="blocked", source="mailbox", words="spam")
    newsletter_channel.refresh_from_db()
    assert newsletter_channel.state == Channel.State.ATTENTION
    assert Letter.objects.count() == 1


def test_who_lets_it_go_on_is_asked_again_when_twice_as_much_came_back(
    sent, manager, newsletter_channel
):
    deliveries = sent(30)
    for delivery in deliveries[:10]:
        note(delivery.pk, kind="hard", source="mailbox", words="gone")
    newsletter_channel.resume()
    for delivery in deliveries[10:19]:
        note(delivery.pk, kind="hard", source="mailbox", words="gone")
    newsletter_channel.refresh_from_db()
    assert newsletter_channel.state == Channel.State.ACTIVE
    note(deliveries[19].pk, kind="hard", source="mailbox", words="gone")
    newsletter_channel.refresh_from_db()
    assert newsletter_channel.state == Channel.State.ATTENTION
    assert Letter.objects.count() == 2


def test_the_issues_screen_says_that_the_newsletter_was_stopped(
    sent, client, manager, newsletter_channel
):
    deliveries = sent(12)
    for delivery in deliveries[:10]:
        note(delivery.pk, kind="hard", source="mailbox", words="gone")
    client.force_login(manager)
    publication_id = deliveries[0].publication_id
    shown = client.get(f"/gestion/newsletter/issues/deliveries/{publication_id}/")
    assert shown.context["stopped"] == newsletter_channel
    assert f"/gestion/desk/channels/{newsletter_channel.pk}/" in shown.text
    assert 'value="pause"' not in shown.text


def test_one_complaint_among_many_bounces_is_one(sent, newsletter_channel):
    first, *others = sent(12)
    note(first.pk, kind="complaint", source="provider", words="abuse")
    for delivery in others[:10]:
        note(delivery.pk, kind="hard", source="mailbox", words="gone")
    newsletter_channel.refresh_from_db()
    assert "1 a été signalé comme indésirable." in newsletter_channel.reason


def test_full_mailboxes_stop_nothing(sent, newsletter_channel):
    for delivery in sent(20):
        note(delivery.pk, kind="soft", source="mailbox", words="full")
    newsletter_channel.refresh_from_db()
    assert newsletter_channel.state == Channel.State.ACTIVE


def test_the_return_path_of_a_delivery_is_found_again(sent):
    (delivery,) = sent(1)
    assert delivery_in(return_path(delivery.pk)) == delivery.pk


def test_the_issues_screen_names_who_came_back_and_why(sent, client, manager):
    (delivery,) = sent(1)
    note(delivery.pk, kind="hard", source="mailbox", words="5.1.1 no such user")
    client.force_login(manager)
    shown = client.get(
        f"/gestion/newsletter/issues/deliveries/{delivery.publication_id}/"
    ).content.decode()
    assert delivery.address in shown
    assert "5.1.1 no such user" in shown

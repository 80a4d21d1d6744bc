"""CityHub asks before an issue leaves that is late, or that leaves from a copy."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.models import Letter, Publication
from publishing.newsletter import hands, steering
from publishing.newsletter.models import Delivery, Hold, Origin
from publishing.newsletter.models.origin import here
from publishing.transport import Outcome, SendError

pytestmark = pytest.mark.django_db
ISSUES = "/gestion/newsletter/issues/"


@pytest.fixture
def issue(make_subscribers, plan_issue):
    make_subscribers(2)
    return plan_issue()


def asked(send, issue) -> Hold:
    with pytest.raises(SendError) as held:
        send(issue)
    assert (held.value.outcome, held.value.whole_channel) == (Outcome.LATER, False)
    return Hold.objects.current(issue)


def late(issue, hours: float) -> Publication:
    Publication.objects.filter(pk=issue.pk).update(
        at=timezone.now() - timedelta(hours=hours)
    )
    return issue


def test_what_is_a_little_late_leaves(issue, send, post_office):
    assert send(late(issue, 5.9)) is not None


def test_an_overdue_issue_asks_once_and_leaves_when_told_so(
    issue, send, post_office, manager, client
):
    late(issue, 6.1)
    assert asked(send, issue).kind == Hold.Kind.OVERDUE
    asked(send, issue)
    letter = Letter.objects.get()
    assert letter.to == manager.email
    assert f"{ISSUES}deliveries/{issue.pk}/" in letter.text
    assert (post_office.mails, Delivery.objects.count()) == ([], 0)
    client.force_login(manager)
    address = f"{ISSUES}deliveries/{issue.pk}/"
    assert 'value="go-on"' in client.get(address).content.decode()
    client.post(f"{address}steer/", {"verb": "go-on"})
    assert send(issue) is not None
    assert len(post_office.mails) == 2


def test_an_overdue_issue_can_be_let_go(issue, send, manager):
    asked(send, late(issue, 7))
    steering.call_off(issue, manager)
    issue.refresh_from_db()
    assert issue.state == "cancelled"


def test_an_issue_left_half_out_by_an_outage_asks_before_it_goes_on(
    issue, send, under_way, post_office
):
    under_way(issue)
    first = Delivery.objects.first()
    Delivery.objects.filter(pk=first.pk).update(state="sent", changed_at=timezone.now())
    late(issue, 30)
    assert send(issue) is not None
    Delivery.objects.filter(pk=first.pk).update(state="waiting", due_at=timezone.now())
    Delivery.objects.update(changed_at=timezone.now() - timedelta(hours=7))
    assert asked(send, issue).kind == Hold.Kind.OVERDUE


@pytest.mark.parametrize("other", ["host", "database"])
def test_a_copy_asks_before_it_sends(
    issue, send, settings, other, post_office, manager
):
    settings.CITYHUB_INSTANCE = "production"
    place = here()
    copied = place.replace("production", "old") if other == "host" else f"{place}0"
    Origin.objects.create(place=copied)
    hold = asked(send, issue)
    assert (hold.kind, hold.place) == (Hold.Kind.ELSEWHERE, place)
    assert Letter.objects.count() == 1
    steering.go_on(issue, manager)
    assert send(issue) is not None
    assert set(Origin.objects.values_list("place", flat=True)) == {place, copied}


def test_a_copy_sends_nothing_again_by_itself(issue, send, post_office):
    send(issue)
    Publication.objects.filter(pk=issue.pk).update(
        state="published", remote_id=issue.pk, lease_until=None
    )
    Delivery.objects.all().send_again()
    Origin.objects.update(place="elsewhere")
    hands.lend_a_hand()
    assert len(post_office.mails) == 2

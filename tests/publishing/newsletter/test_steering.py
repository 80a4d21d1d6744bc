"""Pause, go on, stop, send again: what people do with an issue on its way."""

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Publication
from publishing.newsletter import compose, hands, steering
from publishing.newsletter import send as sending
from publishing.newsletter.models import Delivery, Hold, Stint, Subscriber
from publishing.newsletter.progress import Progress
from publishing.transport import Outcome, SendError
from tests.factories import make_news

pytestmark = pytest.mark.django_db
ISSUES = "/gestion/newsletter/issues/"


def ledger_of(issue: Publication):
    return Delivery.objects.filter(publication=issue)


def states(issue: Publication) -> dict[str, int]:
    return {s: n for s, n in ledger_of(issue).counts().items() if n}


@pytest.fixture
def engine(post_office):
    """Let the engine bring an issue a step forward."""

    def step(issue: Publication) -> Publication:
        dispatch(issue.pk)
        issue.refresh_from_db()
        return issue

    return step


@pytest.fixture
def half_out(make_subscribers, plan_issue, under_way):
    """An issue that ten of forty have."""
    make_subscribers(40)
    issue = under_way(plan_issue())
    ten = ledger_of(issue).order_by("pk")[:10]
    ledger_of(issue).filter(pk__in=list(ten.values_list("pk", flat=True))).update(
        state="sent", changed_at=timezone.now()
    )
    return issue


def test_a_paused_issue_waits_until_somebody_lets_it_go_on(
    make_subscribers, plan_issue, engine, manager, post_office
):
    make_subscribers(3)
    issue = plan_issue()
    assert steering.pause(issue, manager)
    engine(issue)
    assert (issue.state, post_office.mails) == ("planned", [])
    assert issue.due_at > timezone.now()
    assert issue.reason == "Mis en pause par Maud."
    assert steering.go_on(issue, manager)
    engine(issue)
    assert (issue.state, issue.reason) == ("published", "")
    assert len(post_office.mails) == 3


def test_a_pause_holds_for_every_worker_at_its_next_micro_chunk(half_out, manager):
    stint = Stint.objects.begin(half_out)
    claimed = ledger_of(half_out).claim(stint, 20)
    steering.pause(half_out, manager)
    assert ledger_of(half_out).begin(claimed, stint) == []
    steering.go_on(half_out, manager)
    assert len(ledger_of(half_out).begin(claimed, stint)) == 20


def test_a_pause_in_the_middle_of_a_call_hands_back_what_has_not_left(
    half_out, manager, post_office, send, monkeypatch
):
    compose = sending.skeleton

    def pause_at_the_first(*args):
        steering.pause(half_out, manager)
        return compose(*args)

    monkeypatch.setattr(sending, "skeleton", pause_at_the_first)
    hands.lend_a_hand()
    assert states(half_out) == {"sent": 30, "waiting": 10}
    with pytest.raises(SendError) as held:
        send(half_out)
    assert held.value.outcome == Outcome.LATER


def test_pausing_twice_is_one_pause(half_out, manager):
    assert steering.pause(half_out, manager)
    assert not steering.pause(half_out, manager)
    assert Hold.objects.get().by == manager
    assert steering.go_on(half_out, manager)
    assert not steering.go_on(half_out, manager)


def test_stopping_an_issue_half_out_leaves_it_with_those_who_have_it(
    half_out, manager, send, post_office
):
    assert steering.call_off(half_out, manager) == 30
    assert states(half_out) == {"sent": 10, "called_off": 30}
    assert send(half_out) is not None
    assert post_office.mails == []


def test_stopping_before_anybody_got_it_frees_its_items_for_the_next_issue(
    make_subscribers, plan_issue, plan_for_newsletter, under_way, manager
):
    make_subscribers(3)
    item = plan_for_newsletter(make_news())
    issue = under_way(plan_issue())
    assert not compose.waiting_items(issue.channel, timezone.now()).exists()
    assert steering.call_off(issue, manager) == 3
    assert list(compose.waiting_items(issue.channel, timezone.now())) == [item]
    fence = issue.fence
    issue.refresh_from_db()
    assert (issue.state, issue.due_at) == ("cancelled", None)
    assert issue.fence > fence
    assert states(issue) == {}


def test_what_is_being_handed_over_when_it_is_stopped_counts_as_out(half_out, manager):
    ledger_of(half_out).filter(state="sent").send_again()
    stint = Stint.objects.begin(half_out)
    ledger_of(half_out).begin(ledger_of(half_out).claim(stint, 5), stint)
    assert steering.call_off(half_out, manager) == 35
    half_out.refresh_from_db()
    assert half_out.state == "sending"
    assert states(half_out) == {"sending": 5, "called_off": 35}


def test_the_missing_get_it_after_all_and_nobody_twice(
    half_out, manager, send, post_office
):
    steering.call_off(half_out, manager)
    send(half_out)
    Publication.objects.filter(pk=half_out.pk).update(
        state="published", remote_id=half_out.pk, lease_until=None
    )
    gone = ledger_of(half_out).filter(state="called_off").first()
    Subscriber.objects.filter(pk=gone.subscriber_id).update(state="unsubscribed")
    assert steering.send_to_missing(half_out) == 29
    hands.lend_a_hand()
    assert states(half_out) == {"sent": 39, "called_off": 1}
    assert len(set(post_office.addresses)) == len(post_office.addresses) == 29


def test_only_the_chosen_uncertain_ones_get_the_same_message_again(
    half_out, send, post_office
):
    waiting = ledger_of(half_out).filter(state="waiting").order_by("pk")
    chosen, other = waiting[0], waiting[1]
    waiting.update(state="sent")
    doubtful = ledger_of(half_out).filter(pk__in=[chosen.pk, other.pk])
    doubtful.update(state="uncertain")
    sent = ledger_of(half_out).filter(state="sent").first()
    assert steering.send_to_uncertain(half_out, [chosen.pk, sent.pk]) == 1
    assert send(half_out) is not None
    assert post_office.addresses == [chosen.address]
    assert post_office.parsed()["Message-ID"] == chosen.message_id
    assert states(half_out) == {"sent": 39, "uncertain": 1}


def test_the_time_left_follows_from_the_speed_of_the_last_minutes(half_out):
    progress = Progress.of(half_out)
    assert (progress.decided, progress.left, progress.total) == (10, 30, 40)
    assert progress.time_left == "encore moins d’une minute"


@pytest.mark.parametrize(
    ("left", "speed", "words"),
    [
        (0, 10, ""),
        (30, 0, ""),
        (30, 1, "encore moins d’une minute"),
        (600, 1, "encore 10 minutes environ"),
        (7200, 1, "encore 2 heures environ"),
    ],
)
def test_the_time_left_is_said_in_words(left, speed, words):
    counts = dict.fromkeys(Delivery.State.values, 0) | {"waiting": left}
    assert Progress(counts=counts, per_second=speed, hold=None).time_left == words


def test_the_manager_steers_on_the_issues_screen(client, half_out, manager):
    client.force_login(manager)
    address = f"{ISSUES}deliveries/{half_out.pk}/"
    assert 'data-refresh="4"' in client.get(address).text
    client.post(f"{address}steer/", {"verb": "pause"})
    page = client.get(address)
    assert page.context["progress"].hold.by == manager
    assert 'data-refresh="30"' in page.text
    client.post(f"{address}steer/", {"verb": "go-on"})
    assert client.get(address).context["progress"].hold is None
    client.post(f"{address}steer/", {"verb": "call-off"})
    assert client.get(address).context["missing"] == 30
    client.post(f"{address}steer/", {"verb": "missing"})
    assert states(half_out) == {"sent": 10, "waiting": 30}
    ledger_of(half_out).filter(state="waiting").update(state="uncertain")
    chosen = ledger_of(half_out).filter(state="uncertain").first()
    client.post(f"{address}steer/", {"verb": "uncertain", "delivery": [chosen.pk, "x"]})
    assert states(half_out) == {"sent": 10, "uncertain": 29, "waiting": 1}


def test_a_shopkeeper_steers_nothing(client, half_out, django_user_model):
    client.force_login(django_user_model.objects.create_user("shopkeeper"))
    address = f"{ISSUES}deliveries/{half_out.pk}/steer/"
    assert client.post(address, {"verb": "pause"}).status_code in {302, 403}
    assert not Hold.objects.exists()

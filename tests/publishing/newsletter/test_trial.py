"""Two subjects tried on part of the list; the rest gets the one clicked more."""

import re
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from publishing import backlog
from publishing.dispatch import dispatch
from publishing.models import Publication
from publishing.newsletter import archive, steering, trials
from publishing.newsletter.models import (
    Bounce,
    DailyClicks,
    Delivery,
    Destination,
    FrozenIssue,
    Hold,
    Link,
    Subscriber,
    Trial,
)
from publishing.newsletter.models.subject import Draw
from publishing.newsletter.second_thoughts import ask_first
from publishing.newsletter.transport import freeze
from publishing.newsletter.trial_figures import TrialFigures
from publishing.transport import SendError

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Le fournil ouvre samedi", "Du pain chaud dès samedi"
ISSUES = "/gestion/newsletter/issues/"


def ledger_of(issue: Publication):
    return Delivery.objects.filter(publication=issue)


def groups(issue: Publication) -> dict[tuple[str, str], int]:
    return dict(Counter(ledger_of(issue).values_list("subject", "state")))


def subjects_of(post_office) -> dict[str, int]:
    numbers = range(len(post_office.mails))
    return dict(Counter(post_office.parsed(n)["Subject"] for n in numbers))


def step(issue: Publication) -> Publication:
    """Let the engine do what it does with the issue until it waits."""
    for _turn in range(3):
        dispatch(issue.pk)
    issue.refresh_from_db()
    return issue


def click(issue: Publication, **times: int) -> None:
    for subject, number in times.items():
        link = Link.objects.filter(issue__publication=issue, subject=subject).order_by(
            "position"
        )[0]
        DailyClicks.objects.create(
            link=link, day=timezone.localdate(), people=number, machines=90
        )


def let_the_hours_pass(issue: Publication) -> None:
    Trial.objects.update(decides_at=timezone.now())
    Publication.objects.filter(pk=issue.pk).update(due_at=timezone.now())


@pytest.fixture
def plan_trial(make_subscribers, plan_issue):
    def plan(readers: int = 120, **words) -> Publication:
        make_subscribers(readers)
        words = {"subject": FIRST, "second_subject": SECOND, **words}
        return plan_issue(**words)

    return plan


@pytest.fixture
def tried(plan_trial, post_office):
    """An issue whose trial is out: twelve have each subject, 96 wait."""
    return step(plan_trial())


@pytest.mark.parametrize(("readers", "each"), [(100, 10), (1000, 137), (7, 3)])
def test_so_many_readers_are_drawn_for_each_subject_and_always_the_same(readers, each):
    def drawn():
        draw = Draw("mark", readers=readers, each=each)
        return [draw.subject_of(pk) for pk in range(5, 5 + readers)]

    once = drawn()
    assert Counter(once) == {"first": each, "second": each, None: readers - 2 * each}
    assert drawn() == once


def test_another_issue_draws_other_readers():
    one, other = (
        [Draw(mark, readers=200, each=50).subject_of(pk) for pk in range(200)]
        for mark in ("one", "other")
    )
    assert one != other


def test_a_part_of_the_list_gets_the_two_subjects_and_the_rest_waits(
    tried, post_office
):
    assert subjects_of(post_office) == {FIRST: 12, SECOND: 12}
    assert groups(tried) == {
        ("first", "sent"): 12,
        ("second", "sent"): 12,
        ("first", "reserved"): 96,
    }
    trial = Trial.objects.get()
    assert tried.state == "sending"
    assert tried.due_at == pytest.approx(trial.decides_at, abs=timedelta(seconds=2))
    assert trial.decides_at - timezone.now() > timedelta(hours=1, minutes=59)
    assert tried.reason.startswith("Deux objets sont à l’essai.")
    assert backlog.verdict(tried, timezone.now()).sentence == tried.reason


def test_the_rest_gets_the_subject_that_was_clicked_more(tried, post_office):
    click(tried, first=10, second=14)
    let_the_hours_pass(tried)
    step(tried)
    assert tried.state == "published"
    assert subjects_of(post_office) == {FIRST: 12, SECOND: 108}
    assert len(set(post_office.addresses)) == 120
    trial = Trial.objects.get()
    assert (trial.winner, trial.why) == ("second", "clicks")
    assert trials.kept(trial) == {
        "first_mailed": 12,
        "first_clicks": 10,
        "second_mailed": 12,
        "second_clicks": 14,
    }


@pytest.mark.parametrize(
    ("first", "second", "winner", "why"),
    [
        (14, 10, "first", "clicks"),
        (12, 12, "first", "tie"),
        (2, 9, "first", "few"),
        (0, 10, "second", "clicks"),
    ],
)
def test_a_tie_or_too_few_clicks_are_for_the_first(tried, first, second, winner, why):
    click(tried, first=first, second=second)
    assert trials.decide(Trial.objects.get())
    trial = Trial.objects.get()
    assert (trial.winner, trial.why) == (winner, why)


def test_clicks_are_held_against_the_mails_that_arrived(tried):
    click(tried, first=12, second=11)
    some = ledger_of(tried).filter(subject="second", state="sent").order_by("pk")[:2]
    ledger_of(tried).filter(pk__in=[d.pk for d in some]).update(state="refused")
    trials.decide(Trial.objects.get())
    assert Trial.objects.get().winner == "second"


def test_a_trial_is_decided_once(tried, manager):
    late = Trial.objects.get()
    assert trials.choose(tried, "second", manager)
    assert not trials.decide(late)
    trial = Trial.objects.get()
    assert (trial.winner, trial.why, trial.decided_by) == ("second", "by_hand", manager)
    assert groups(tried)["second", "waiting"] == 96


@pytest.mark.parametrize(("most", "begun"), [(21, False), (22, True)])
def test_the_hours_begin_when_nine_in_ten_of_the_tried_have_it(
    plan_trial, post_office, settings, most, begun
):
    settings.NEWSLETTER_LIMITS = f"{most}/minute"
    step(plan_trial())
    assert len(post_office.mails) == most
    assert (Trial.objects.get().decides_at is not None) == begun


def test_a_crash_during_the_trial_changes_nobodys_subject(plan_trial, under_way):
    issue = under_way(plan_trial())
    before = list(ledger_of(issue).order_by("pk").values_list("pk", "subject", "state"))
    freeze(issue)
    ledger_of(issue).recover()
    after = ledger_of(issue).order_by("pk").values_list("pk", "subject", "state")
    assert list(after) == before


def test_a_pause_holds_the_decision_too(tried, manager, post_office):
    steering.pause(tried, manager)
    let_the_hours_pass(tried)
    step(tried)
    assert (Trial.objects.get().winner, len(post_office.mails)) == ("", 24)
    steering.go_on(tried, manager)
    step(tried)
    assert (Trial.objects.get().winner, len(post_office.mails)) == ("first", 120)


def test_stopping_in_the_trial_leaves_it_with_those_who_have_it(tried, manager):
    click(tried, first=10, second=14)
    assert steering.call_off(tried, manager) == 96
    step(tried)
    assert tried.state == "published"
    assert steering.send_to_missing(tried) == 96
    assert groups(tried)["second", "waiting"] == 96


def test_stopping_before_the_trial_frees_the_issue(plan_trial, under_way, manager):
    issue = under_way(plan_trial())
    assert steering.call_off(issue, manager) == 120
    assert not Trial.objects.exists()


def test_who_leaves_during_the_trial_gets_nothing(tried, post_office):
    gone = ledger_of(tried).filter(state="reserved").order_by("pk")[0]
    Subscriber.objects.filter(pk=gone.subscriber_id).update(state="unsubscribed")
    let_the_hours_pass(tried)
    step(tried)
    assert gone.address not in post_office.addresses
    assert tried.state == "published"


def test_a_list_that_is_too_small_gets_the_first_subject(plan_trial, post_office):
    issue = step(plan_trial(readers=99))
    assert issue.state == "published"
    assert subjects_of(post_office) == {FIRST: 99}
    assert Trial.objects.get().why == "small"


def test_the_hours_of_a_trial_are_no_lateness(tried):
    hours = timedelta(hours=20)
    long_ago = timezone.now() - hours
    Publication.objects.filter(pk=tried.pk).update(at=long_ago)
    ledger_of(tried).filter(state="sent").update(changed_at=long_ago)
    Trial.objects.update(decides_at=timezone.now())
    tried.refresh_from_db()
    ask_first(tried)
    assert not Hold.objects.exists()


def test_each_subject_has_links_of_its_own_that_count_as_one(tried, client, manager):
    click(tried, first=12, second=20)
    client.force_login(manager)
    clicks = client.get(f"{ISSUES}deliveries/{tried.pk}/").context["clicks"]
    assert clicks.sections[0].links[0].people == 32
    assert Link.objects.filter(subject="first").count() == len(
        [link for section in clicks.sections for link in section.links]
    )


def test_the_archive_shows_the_subject_that_won(tried, manager):
    trials.choose(tried, "second", manager)
    issue = tried.page.specific
    assert archive.entries([issue])[0].subject == SECOND
    assert issue.get_context(None)["issue"].subject == SECOND
    assert FIRST in archive.words_of(tried)
    assert SECOND in archive.words_of(tried)


def test_the_desk_says_how_both_fare_and_lets_her_decide(tried, client, manager):
    client.force_login(manager)
    address = f"{ISSUES}deliveries/{tried.pk}/"
    click(tried, first=9, second=18)
    page = client.get(address)
    assert [side.per_hundred for side in page.context["trial"].sides] == [None, 150]
    assert "moins de 10 clics" in page.content.decode()
    client.post(f"{address}steer/", {"verb": "choose", "subject": "nonsense"})
    assert Trial.objects.get().winner == ""
    client.post(f"{address}steer/", {"verb": "choose", "subject": "first"})
    assert Trial.objects.get().winner == "first"
    assert "Maud a décidé (" in client.get(address).content.decode()


def test_an_issue_with_one_subject_has_no_trial(
    plan_issue, under_way, make_subscribers
):
    make_subscribers(2)
    issue = under_way(plan_issue())
    assert TrialFigures.of(issue) is None
    assert FrozenIssue.objects.get().subjects == [FrozenIssue.objects.get().subject]


def test_the_editor_greys_the_trial_of_a_short_list(
    client, manager, plan_issue, make_subscribers
):
    make_subscribers(40)
    issue = plan_issue()
    client.force_login(manager)
    page = client.get(f"/gestion/pages/{issue.page_id}/edit/").content.decode()
    assert 'class="two-subjects-off" inert' in page


@pytest.fixture
def put_off(plan_trial):
    """An issue tried on twenty readers for each subject; so many of each wait."""

    def put(number: int, *, why: str) -> Publication:
        issue = plan_trial(readers=200)
        freeze(issue)
        tried = ledger_of(issue).exclude(state="reserved")
        late = []
        for subject in ("first", "second"):
            of_one = tried.filter(subject=subject).order_by("pk")
            late += of_one.values_list("pk", flat=True)[:number]
        tried.exclude(pk__in=late).update(state="sent")
        soon = timezone.now() + timedelta(hours=1)
        if why == "mailbox":
            tried.filter(pk__in=late).update(tries=1, due_at=soon)
        if why == "domain":
            tried.filter(pk__in=late).update(domain="slow.example")
            Destination.objects.back_off("slow.example")
        return issue

    return put


@pytest.mark.parametrize(
    ("number", "why", "begun"),
    [
        (5, "mailbox", True),
        (5, "domain", True),
        (5, "", False),
        (11, "domain", False),
    ],
)
def test_who_asks_to_wait_keeps_nobody_else_waiting_while_enough_are_left(
    put_off, number, why, begun
):
    issue = put_off(number, why=why)
    with suppress(SendError):
        trials.heed(issue)
    assert (Trial.objects.get().decides_at is not None) == begun


def test_mail_that_came_back_counts_for_no_subject(tried):
    first = ledger_of(tried).filter(subject="first", state="sent").order_by("pk")
    for kind, delivery in zip(("soft", "hard", "complaint"), first, strict=False):
        Bounce.objects.note(delivery, kind=kind, source="mailbox", words="")
    counts = trials.counted(Trial.objects.get())
    assert (counts["first_mailed"], counts["second_mailed"]) == (10, 12)


def test_a_test_mail_comes_with_each_subject(plan_trial, client, manager, post_office):
    issue = plan_trial(readers=1)
    client.force_login(manager)
    asked = client.get(f"{ISSUES}test/{issue.page_id}/").text
    assert "Envoyer les deux essais" in asked
    answer = client.post(f"{ISSUES}test/{issue.page_id}/send/", follow=True)
    assert subjects_of(post_office) == {
        f"Essai\xa0: {FIRST}": 1,
        f"Essai\xa0: {SECOND}": 1,
    }
    assert "2 e-mails d’essai sont en route" in answer.text


def test_what_the_trial_says_is_renewed_while_she_looks(tried, client, manager):
    client.force_login(manager)
    page = client.get(f"{ISSUES}deliveries/{tried.pk}/").text
    assert 'data-refresh="30"' in page
    assert re.findall(r'id="([\w-]+)" (?:aria-\S+ )?data-live', page) == [
        "delivery-progress",
        "trial-says",
        "trial-first",
        "trial-second",
        "clicks",
    ]

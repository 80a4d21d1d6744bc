"""When nobody decides in time, the town's rule applies, once, and is told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import TaskState

from publishing.desk.deadlines import apply_rule
from publishing.models import Letter, Publication, Submission
from tests.factories import make_event, make_news, make_shop

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
SUNDAY = datetime(2026, 11, 22, 10, tzinfo=PARIS)
TUESDAY = datetime(2026, 11, 24, 8, tzinfo=PARIS)
WEDNESDAY = datetime(2026, 11, 25, 8, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(SUNDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def facebook(facebook):
    facebook.slots = [{"weekday": day, "time": "08:00"} for day in range(7)]
    facebook.save()
    return facebook


def late(clock, task, rule):
    """Let the deadlines of Tuesday go by under `rule`."""
    task.when_late = rule
    task.save()
    Letter.objects.all().delete()
    clock.move_to(TUESDAY + timedelta(minutes=1))
    apply_rule()


def heard():
    return sorted(Letter.objects.values_list("to", flat=True))


def test_the_deadline_is_the_first_time_after_a_day(submit, facebook):
    state = submit()
    assert Submission.objects.get(pk=state.pk).decide_by == TUESDAY


def test_an_event_is_decided_before_it_begins(submit, facebook):
    starts_at = SUNDAY + timedelta(hours=6)
    state = submit(make_event(starts_at=starts_at, live=False))
    assert Submission.objects.get(pk=state.pk).decide_by == starts_at


def test_before_its_deadline_nothing_happens(submit, facebook, task, clock):
    submit()
    Letter.objects.all().delete()
    clock.move_to(TUESDAY - timedelta(minutes=1))
    apply_rule()
    assert heard() == []


def test_it_is_proposed_for_the_next_time(
    submit, facebook, task, manager, shopkeeper, clock
):
    state = submit()
    late(clock, task, "next_slot")
    submission = Submission.objects.get(pk=state.pk)
    assert submission.decide_by > TUESDAY + timedelta(days=1)
    assert submission.went_by == 1
    assert heard() == sorted([manager.email, shopkeeper.email])
    apply_rule()
    assert len(heard()) == 2


def test_it_goes_back_to_its_author(submit, facebook, task, manager, shopkeeper, clock):
    state = submit()
    late(clock, task, "drop")
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_REJECTED
    assert heard() == sorted([manager.email, shopkeeper.email])


def test_what_is_over_goes_back_whatever_the_rule(
    submit, facebook, task, manager, clock
):
    state = submit(make_event(starts_at=SUNDAY + timedelta(days=1), live=False))
    late(clock, task, "next_slot")
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_REJECTED


def test_what_a_trusted_shop_sent_goes_out(submit, facebook, task, manager, clock):
    state = submit(make_news(make_shop(trusted=True), live=False))
    other = submit(make_news(make_shop("Fleurs"), live=False))
    late(clock, task, "trusted")
    state.refresh_from_db()
    other.refresh_from_db()
    assert (state.status, other.status) == ("approved", "in_progress")
    assert Publication.objects.get(channel=facebook).at == WEDNESDAY


def test_words_that_will_be_wrong_do_not_go_out_by_themselves(
    submit, facebook, task, manager, clock
):
    news = make_news(make_shop(trusted=True), live=False, text="C’est ce soir.")
    state = submit(news)
    late(clock, task, "trusted")
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert Submission.objects.get().went_by == 1


def test_of_two_workers_one_acts(submit, facebook, task):
    submit()
    one, other = Submission.objects.get(), Submission.objects.get()
    assert one.give_until(WEDNESDAY) is True
    assert other.give_until(WEDNESDAY) is False


def test_the_list_says_by_when(desk, submit, facebook):
    submit()
    assert "24 novembre" in desk.get(reverse("desk:waiting")).text


def test_only_the_manager_trusts_a_shop(client, manager, shopkeeper):
    shop = make_shop()
    shopkeeper.groups.add(shop.people.group)
    editor = reverse("wagtailadmin_pages:edit", args=[shop.pk])
    shown = {}
    for user in (manager, shopkeeper):
        client.force_login(user)
        shown[user] = "trusted" in client.get(editor).context["form"].fields
    assert shown == {manager: True, shopkeeper: False}
    assert Group.objects.filter(name="Shopkeepers").exists()

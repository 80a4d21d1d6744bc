"""Stop everything: nothing leaves after it, whatever a worker holds at that moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing import standstill
from publishing.dispatch import dispatch
from publishing.models import Attempt, Publication, Standstill
from publishing.standstill import Choice, NotAllDecided
from publishing.transport import Outcome, SendError
from tests.factories import make_news

WHY = "Accident au marché"


def fresh(publication):
    return Publication.objects.get(pk=publication.pk)


def test_nothing_is_handed_out_nor_claimed(wall, manager, planned):
    standstill.stop(manager, WHY)
    assert Publication.objects.hand_out(timezone.now(), 10) == []
    dispatch(planned.pk)
    assert wall.calls == []
    assert fresh(planned).state == "planned"


@pytest.mark.django_db(transaction=True)
def test_what_is_claimed_but_not_sent_stays_here(wall, manager, planned):
    """The worker has claimed it and asked for the words; then all is stopped."""
    wall.answer("wording", lambda: standstill.stop(manager, WHY) and None)
    dispatch(planned.pk)
    assert wall.calls == ["wording"]
    assert wall.posts == {}
    stopped = fresh(planned)
    assert (stopped.state, stopped.lease_until) == ("planned", None)
    assert not stopped.attempts.exists()


@pytest.mark.django_db(transaction=True)
def test_a_call_on_its_way_is_still_recorded(wall, manager, planned):
    wall.answer("publish", lambda: standstill.stop(manager, WHY) and None)
    dispatch(planned.pk)
    assert fresh(planned).state == "published"
    assert fresh(planned).attempts.get().result == Attempt.Result.DONE


@pytest.mark.django_db(transaction=True)
def test_an_attempt_that_comes_after_the_stop_is_refused(manager, planned):
    """Also when the stop knew nothing of the publication."""
    assert planned.claim(timezone.now())
    Standstill.objects.create(why=WHY, started_at=timezone.now())
    assert planned.begin_attempt(Attempt.Purpose.PUBLISH) is None
    assert planned.begin_attempt(Attempt.Purpose.AMEND) is None
    assert planned.begin_attempt(Attempt.Purpose.WITHDRAW) is not None


def test_what_stands_there_can_still_be_taken_away(wall, manager, planned):
    dispatch(planned.pk)
    standstill.stop(manager, WHY)
    planned.page.unpublish()
    Publication.objects.page_changed(planned.page)
    dispatch(planned.pk)
    assert fresh(planned).state == "withdrawn"
    assert wall.posts == {}


def test_stopping_twice_is_one_standstill(manager, administrator, planned):
    first = standstill.stop(manager, WHY)
    assert standstill.stop(administrator, "Autre raison") == first
    assert Standstill.objects.count() == 1


def test_who_stops_while_another_lets_go_on_stops_all_the_same(
    manager, planned, monkeypatch
):
    """Between the refusal and the look the other standstill has ended."""
    standstill.stop(manager, WHY)

    def ended():
        Standstill.objects.filter(holds=True).update(holds=False)

    monkeypatch.setattr(Standstill.objects, "current", ended)
    assert standstill.stop(manager, "Encore").why == "Encore"
    assert Standstill.objects.filter(holds=True).count() == 1


@pytest.mark.parametrize(("is_there", "becomes"), [(0, "cancelled"), (1, "published")])
def test_what_was_in_doubt_is_looked_for_but_not_sent_again_if_so_decided(
    wall, manager, planned, clock, is_there, becomes
):
    wall.answer("publish", SendError("No answer.", Outcome.AMBIGUOUS))
    dispatch(planned.pk)
    stopped = standstill.stop(manager, WHY)
    assert list(standstill.waiting(timezone.now())) == [planned]
    assert standstill.go_on(stopped, manager, {planned.pk: Choice.DROP})
    if is_there:
        wall.posts[planned.pk] = "Une boulangerie ouvre: Venez goûter."
    clock.shift(timedelta(hours=1))
    dispatch(planned.pk)
    assert fresh(planned).state == becomes
    assert wall.calls.count("publish") == 1


def test_each_item_that_waited_goes_where_it_was_decided(
    wall, manager, news, channel, planned, clock
):
    channel.slots = [{"weekday": 3, "time": "18:00"}]
    channel.save()
    shop = news.get_parent().specific
    later, dropped = (
        Publication.objects.plan(
            make_news(shop, title=title), channel, timezone.now() + timedelta(hours=1)
        )
        for title in ("Soldes", "Dernier jour")
    )
    stopped = standstill.stop(manager, WHY)
    clock.shift(timedelta(hours=2))
    assert list(standstill.waiting(timezone.now())) == [planned, *sorted(
        (later, dropped), key=lambda each: each.pk
    )]  # fmt: skip

    with pytest.raises(NotAllDecided):
        standstill.go_on(stopped, manager, {planned.pk: Choice.NOW})
    assert Standstill.objects.current() == stopped

    choices = {
        planned.pk: Choice.NOW,
        later.pk: Choice.NEXT_SLOT,
        dropped.pk: Choice.DROP,
    }
    assert standstill.go_on(stopped, manager, choices)
    assert not standstill.go_on(stopped, manager, choices)

    for publication in (planned, later, dropped):
        dispatch(publication.pk)
    assert fresh(planned).state == "published"
    assert (fresh(later).state, timezone.localtime(fresh(later).at).hour) == (
        "planned", 18,
    )  # fmt: skip
    assert fresh(dropped).state == "cancelled"
    stopped.refresh_from_db()
    assert (stopped.ended_by, stopped.holds) == (manager, False)
    assert sorted(each["choice"] for each in stopped.decided) == [
        "drop", "next_slot", "now",
    ]  # fmt: skip

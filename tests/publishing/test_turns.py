"""Two items never leave a channel too close to one another."""

from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import BlockedDays, Publication
from publishing.town_time import at_town_time, say_hour
from publishing.transport import Outcome, SendError
from publishing.turns import out_of_turn
from tests.factories import make_news


@pytest.fixture
def plan(news, channel):
    """Plan news of that title on the channel, due now unless said."""

    def plan(title, at=None, **fields):
        page = make_news(news.get_parent().specific, title=title)
        return Publication.objects.plan(page, channel, at or timezone.now(), **fields)

    return plan


def states(*publications):
    for publication in publications:
        publication.refresh_from_db()
    return [publication.state for publication in publications]


def test_the_second_of_two_waits_and_says_for_whom(wall, channel, planned, plan, clock):
    channel.spacing = 30
    channel.save()
    second = plan("Une fleuriste ouvre")

    dispatch(planned.pk)
    dispatch(second.pk)

    assert states(planned, second) == ["published", "planned"]
    turn = timezone.localtime(second.due_at)
    assert turn == timezone.localtime() + timedelta(minutes=30)
    assert second.reason == (
        "«\N{NO-BREAK SPACE}Une boulangerie ouvre\N{NO-BREAK SPACE}» part d’abord"
        "\N{NARROW NO-BREAK SPACE}; cet article suit à "
        f"{say_hour(turn.time())}."
    )
    clock.shift(timedelta(minutes=30))
    dispatch(second.pk)
    assert states(second) == ["published"]


def test_one_that_could_not_leave_tries_again_in_its_own_turn(
    wall, channel, planned, clock
):
    channel.spacing = 30
    channel.save()
    wall.answer("publish", SendError("Busy.", Outcome.NOT_SENT))
    dispatch(planned.pk)
    clock.shift(timedelta(minutes=1))
    dispatch(planned.pk)
    assert states(planned) == ["published"]


def test_one_that_is_refused_leaves_its_turn_to_the_next(wall, channel, planned, plan):
    channel.spacing = 30
    channel.save()
    second = plan("Une fleuriste ouvre")
    wall.answer("publish", SendError("No.", Outcome.REFUSED))
    dispatch(planned.pk)
    dispatch(second.pk)
    assert states(planned, second) == ["failed", "published"]


def test_corrections_do_not_wait_for_a_turn(wall, channel, planned, plan):
    dispatch(planned.pk)
    channel.spacing = 30
    channel.save()
    second = plan("Une fleuriste ouvre")
    dispatch(second.pk)
    wall.wording = "Corrected"
    Publication.objects.page_changed(planned.page)
    dispatch(planned.pk)
    assert wall.posts[planned.pk] == "Corrected"


def test_the_third_on_a_day_of_two_waits_for_the_next_day(
    wall, channel, planned, plan, clock
):
    channel.most_per_day = 2
    channel.save()
    second, third = plan("Une fleuriste ouvre"), plan("Un libraire ouvre")
    for publication in (planned, second, third):
        dispatch(publication.pk)
        clock.shift(timedelta(minutes=1))
    assert states(planned, second, third) == ["published", "published", "planned"]
    assert timezone.localdate(third.due_at) == timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize("insisted", [False, True])
def test_quiet_hours_hold_back_what_nobody_insisted_on(wall, channel, plan, insisted):
    channel.quiet_from, channel.quiet_until = time(11), time(14)
    channel.save()
    publication = plan("Une boulangerie ouvre", insisted=insisted)
    dispatch(publication.pk)
    assert states(publication) == ["published" if insisted else "planned"]
    if not insisted:
        assert publication.due_at == timezone.localtime().replace(hour=14)


@pytest.mark.parametrize("everywhere", [False, True])
def test_blocked_days_hold_back_what_was_planned_before(
    wall, channel, newsletter_channel, planned, everywhere
):
    BlockedDays.objects.create(
        first=date(2027, 1, 11),
        last=date(2027, 1, 13),
        why="deuil",
        channel=None if everywhere else channel,
    )
    BlockedDays.objects.create(
        first=date(2027, 1, 12),
        last=date(2027, 1, 20),
        why="autre",
        channel=newsletter_channel,
    )
    dispatch(planned.pk)
    assert states(planned) == ["planned"]
    assert planned.due_at == at_town_time(date(2027, 1, 14), time(0))
    assert wall.calls == []


def test_a_channel_without_a_rhythm_is_asked_nothing(
    wall, channel, planned, django_assert_num_queries
):
    """The dispatch of a publication costs no more than it did without turns."""
    publication = Publication.objects.with_surroundings().get()
    assert publication.channel == channel
    with django_assert_num_queries(0):
        assert out_of_turn(publication, timezone.now()) is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_workers_at_once_one_has_the_turn(wall, channel, planned, plan):
    channel.spacing = 30
    channel.save()
    second = plan("Une fleuriste ouvre")
    barrier = Barrier(2)

    def work(publication):
        barrier.wait()
        dispatch(publication.pk)
        connection.close()

    workers = [Thread(target=work, args=[each]) for each in (planned, second)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(states(planned, second)) == ["planned", "published"]
    assert len(wall.posts) == 1

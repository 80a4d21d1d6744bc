"""The fan curve shows what was counted, and no growth without both ends."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from publishing.growth.curve import Growth, curves
from publishing.growth.models import FanCount
from publishing.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def facebook(db):
    Channel.objects.all().delete()
    return Channel.objects.create(kind="facebook", name="La Page", remote_id="1")


def count(channel, days_ago, number, source="measured"):
    day = timezone.localdate() - timedelta(days=days_ago)
    return FanCount.objects.create(
        channel=channel, day=day, count=number, source=source
    )


def test_growth_needs_a_count_at_both_ends(facebook):
    before, today = count(facebook, 7, 100), count(facebook, 0, 112)
    [curve] = curves([facebook])
    assert curve.last == today
    assert curve.growths[0] == Growth(days=7, since=before.day, difference=12)
    assert [growth.difference for growth in curve.growths[1:]] == [None, None, None]


def test_nothing_counted_shows_no_number(facebook):
    [curve] = curves([facebook])
    assert curve.last is None
    assert [growth.difference for growth in curve.growths] == [None] * 4


def test_growth_over_demonstration_data_says_so(facebook):
    count(facebook, 7, 100, "demonstration")
    count(facebook, 0, 112)
    [curve] = curves([facebook])
    assert curve.growths[0].demonstration is True


def test_a_day_without_a_count_is_a_hole_and_not_a_zero(facebook):
    count(facebook, 2, 100)
    count(facebook, 0, 101)
    [curve] = curves([facebook])
    assert curve.drawing["measured"] == [100, None, 101]


def test_demonstration_points_are_drawn_apart(facebook):
    count(facebook, 1, 100, "demonstration")
    count(facebook, 0, 101)
    [curve] = curves([facebook])
    assert curve.drawing["measured"] == [None, 101]
    assert curve.drawing["demonstration"] == [100, None]


def test_the_screen_has_the_numbers_behind_the_curve(client, facebook):
    manager = User.objects.create_user("manager")
    manager.groups.add(Group.objects.get(name="Commerce manager"))
    client.force_login(manager)
    count(facebook, 0, 1234, "demonstration")
    text = client.get(reverse("desk:growth")).text
    assert "<caption" in text
    assert '"demonstration": [1234]' in text


@pytest.mark.parametrize("number", [1, 30])
def test_the_screen_costs_the_same_however_long_the_history(
    client, administrator, facebook, number, django_assert_max_num_queries
):
    client.force_login(administrator)
    for days_ago in range(number):
        count(facebook, days_ago, 100)
    client.get(reverse("desk:growth"))
    with django_assert_max_num_queries(20):
        client.get(reverse("desk:growth"))

"""Fans are counted once a day and channel; what is unknown is never zero."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from publishing.growth.models import FanCount, MissingCount
from publishing.growth.tasks import take_fan_counts
from publishing.models import Channel
from publishing.transport import TRANSPORTS, Outcome, SendError

pytestmark = pytest.mark.django_db


class Counted:
    """A channel of which somebody else knows the number."""

    numbers: dict = {}

    def __init__(self, channel):
        self.channel = channel

    def count_fans(self):
        """Return the number, or raise what stands in its place."""
        number = self.numbers[self.channel.name]
        if isinstance(number, Exception):
            raise number
        return number


@pytest.fixture
def numbers(monkeypatch):
    """Numbers by channel name, as the world would answer."""
    Channel.objects.all().delete()
    for remote_id, name in enumerate(("first", "second")):
        Channel.objects.create(kind="facebook", name=name, remote_id=str(remote_id))
    monkeypatch.setitem(TRANSPORTS, "facebook", f"{__name__}.Counted")
    monkeypatch.setattr(Counted, "numbers", {"first": 10, "second": 20})
    return Counted.numbers


def counted():
    return dict(FanCount.objects.values_list("channel__name", "count"))


def test_each_channel_is_counted_for_the_towns_day(numbers):
    take_fan_counts()
    assert counted() == {"first": 10, "second": 20}
    assert {row.day for row in FanCount.objects.all()} == {timezone.localdate()}


def test_counting_again_replaces_the_days_number(numbers):
    take_fan_counts()
    numbers["first"] = 11
    take_fan_counts()
    assert counted() == {"first": 11, "second": 20}


@pytest.mark.parametrize(
    "fault",
    [SendError("The token has expired.", Outcome.CHANNEL_DOWN), KeyError("followers")],
)
def test_one_failing_channel_stops_no_other_and_counts_nothing(numbers, fault):
    numbers["first"] = fault
    take_fan_counts()
    assert counted() == {"second": 20}
    assert MissingCount.objects.get().channel.name == "first"


def test_the_failure_is_over_with_the_next_count(numbers):
    numbers["first"] = SendError("The token has expired.", Outcome.CHANNEL_DOWN)
    take_fan_counts()
    assert MissingCount.objects.get().reason == "The token has expired."
    numbers["first"] = 10
    take_fan_counts()
    assert MissingCount.objects.count() == 0


def test_the_command_says_the_numbers_and_fails_with_the_fault(numbers, capsys):
    numbers["first"] = SendError("The token has expired.", Outcome.CHANNEL_DOWN)
    with pytest.raises(CommandError, match=r"first: The token has expired\."):
        call_command("take_fan_counts")
    assert capsys.readouterr().out == "second: 20\n"


def test_a_closed_channel_is_not_counted(numbers):
    Channel.objects.filter(name="first").update(state="closed")
    take_fan_counts()
    assert counted() == {"second": 20}

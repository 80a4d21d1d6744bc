"""Facebook's counters are heeded before its limit hits."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.facebook.sandbox.models import Fault
from publishing.facebook.usage import USUAL_REST, rest_after
from publishing.models import Channel, Letter, Publication
from tests.factories import make_news


def used(percent, minutes=0):
    limit = {"call_count": 1, "total_time": percent, "total_cputime": 3}
    many = {"1": [{**limit, "estimated_time_to_regain_access": minutes}]}
    return {"X-Business-Use-Case-Usage": json.dumps(many)}


@pytest.mark.parametrize(("percent", "rests"), [(79, False), (80, True), (100, True)])
@pytest.mark.parametrize("header", ["X-App-Usage", "X-Page-Usage"])
def test_each_counter_is_read(header, percent, rests):
    counted = json.dumps({"call_count": percent, "total_time": 2, "total_cputime": 3})
    assert (rest_after({header: counted}) is not None) is rests


def test_the_rest_is_as_long_as_facebook_says():
    assert rest_after(used(92, 40)).time == timedelta(minutes=40)


def test_the_rest_is_a_quarter_of_an_hour_when_facebook_does_not_say():
    assert rest_after(used(92)).time == USUAL_REST


def test_the_sentence_says_how_much_is_used_up():
    assert rest_after(used(92)).sentence == (
        "Facebook compte nos appels, et 92\u00a0% de ce qu’il accorde est consommé. "
        "Nous faisons une pause avant qu’il nous arrête. Rien n’est perdu\u00a0: ce "
        "qui attend part ensuite."
    )


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "3", '{"1": []}', '{"1": 3}', '{"1": ["a"]}']
)
@pytest.mark.parametrize(
    "header", ["X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage"]
)
def test_a_header_that_says_nothing_asks_for_nothing(header, text):
    assert rest_after({header: text}) is None


def test_the_channel_rests_before_the_limit_and_what_is_next_waits(connected, manager):
    first, second = (
        Publication.objects.plan(make_news(title=title), connected, timezone.now())
        for title in ("Une", "Deux")
    )
    Fault.objects.switch_on(Fault.Kind.NEARLY_FULL)
    dispatch(first.pk)
    dispatch(second.pk)
    connected.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == Publication.State.PUBLISHED
    assert second.state == Publication.State.PLANNED
    assert second.due_at == connected.paused_until
    assert connected.state == Channel.State.PAUSED
    assert "85\u00a0%" in connected.reason
    assert Letter.objects.count() == 0  # over in a minute, by itself

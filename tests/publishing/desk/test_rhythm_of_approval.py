"""The approval screen proposes what is free and says what is against a time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from publishing.models import Publication
from publishing.town_time import in_town
from tests.factories import make_event, make_news, make_shop


@pytest.fixture(autouse=True)
def _noon():
    """A Tuesday in January, noon in town."""
    with time_machine.travel(datetime(2027, 1, 12, 11, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def friday(facebook):
    """The next free slot of the Page, taken already by another item."""
    facebook.slots = [{"weekday": 4, "time": "18:00"}]
    facebook.spacing = 30
    facebook.save()
    at = facebook.next_slot(timezone.now())
    Publication.objects.plan(make_news(make_shop(), title="Soldes"), facebook, at)
    return at


def wall(moment):
    return in_town(moment).strftime("%Y-%m-%dT%H:%M")


def posted(screen, form, verb="approve", **fields):
    """Return what the browser sends for the item on one channel."""
    page = screen.context["proposal"].page
    return {
        "verb": verb,
        "seen": screen.context["proposal"].revision.created_at.isoformat(),
        "words-title": page.title,
        "words-text": page.text,
        f"{form.prefix}-chosen": "on",
        **fields,
    }


def look(desk, state, facebook):
    screen = desk.get(reverse("desk:approve", args=[state.pk]))
    forms = screen.context["proposal"].channels
    return screen, next(form for form in forms if form.channel == facebook)


def test_the_next_free_slot_is_proposed(desk, submit, facebook, friday):
    _screen, form = look(desk, submit(), facebook)
    assert form.proposed_at == friday + timedelta(days=7)


def test_a_time_beside_another_item_is_refused_with_one_tap_to_a_free_one(
    desk, submit, facebook, friday
):
    state = submit()
    address = reverse("desk:approve", args=[state.pk])
    screen, form = look(desk, state, facebook)
    close = {f"{form.prefix}-at": wall(friday + timedelta(minutes=5))}

    refused = desk.post(address, posted(screen, form, **close))
    html = refused.content.decode()
    assert "Une autre publication part à 18" in html
    assert "Prendre le prochain moment libre" in html

    free = wall(friday + timedelta(days=7))
    taken = posted(screen, form, verb="", take=f"{form.prefix}|{free}", **close)
    shown = desk.post(address, taken).context["proposal"]
    assert [
        form.proposed_at for form in shown.channels if form.channel == facebook
    ] == [friday + timedelta(days=7)]


def test_an_event_is_announced_again_where_it_was_chosen(desk, submit, facebook):
    start = timezone.now() + timedelta(days=10)
    event = make_event(starts_at=start, live=False)
    state = submit(event)
    screen, form = look(desk, state, facebook)
    assert [wave.wave for wave in form.waves] == ["reminder", "last_call"]
    reminder = form.waves[0]

    data = posted(screen, form, **{f"{form.prefix}-at": wall(timezone.now())})
    data |= {f"{reminder.prefix}-chosen": "on"}
    data |= {f"{reminder.prefix}-at": wall(reminder.initial["at"])}
    desk.post(reverse("desk:approve", args=[state.pk]), data)

    planned = Publication.objects.filter(page_id=event.pk, channel=facebook)
    assert dict(planned.values_list("wave", "at")) == {
        "announce": timezone.now(),
        "reminder": reminder.initial["at"],
    }


def test_a_reminder_comes_after_the_announcement(desk, submit, facebook):
    state = submit(
        make_event(starts_at=timezone.now() + timedelta(days=10), live=False)
    )
    screen, form = look(desk, state, facebook)
    reminder = form.waves[0]
    soon, later = (wall(timezone.now() + timedelta(days=days)) for days in (1, 2))
    data = posted(screen, form, **{f"{form.prefix}-at": later})
    data |= {f"{reminder.prefix}-chosen": "on", f"{reminder.prefix}-at": soon}
    refused = desk.post(reverse("desk:approve", args=[state.pk]), data)
    assert "C’est avant l’annonce elle-même." in refused.text
    assert not Publication.objects.exists()


def test_words_that_its_neighbour_says_already_are_warned_of(desk, submit, facebook):
    twin = make_news(make_shop(), title="Une boulangerie ouvre")
    Publication.objects.plan(twin, facebook, timezone.now() + timedelta(days=1))
    screen, form = look(
        desk, submit(make_news(make_shop("Autre"), live=False)), facebook
    )
    assert form.neighbour_alike == "Une boulangerie ouvre"
    assert "presque la même chose" in screen.content.decode()


def test_other_words_are_not_warned_of(desk, submit, facebook, friday):
    _screen, form = look(desk, submit(), facebook)
    assert form.neighbour_alike == ""

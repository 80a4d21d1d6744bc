"""The rules propose, answer why, and can be tried before they hold."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publishing.models import Publication, Rule
from publishing.town_time import in_town, say_moment
from tests.factories import make_event, make_news, make_shop

RULES = "desk:rules"


@pytest.fixture(autouse=True)
def _noon():
    """A Tuesday in January, noon in town."""
    with time_machine.travel(datetime(2027, 1, 12, 11, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def opening():
    """Return a bakery that opens in three weeks, on Tuesday, 2 February."""
    return make_news(make_shop(), kind="opening", opening_date=date(2027, 2, 2))


def proposed(desk, submit, page, channel):
    screen = desk.get(reverse("desk:approve", args=[submit(page).pk]))
    forms = screen.context["proposal"].channels
    return next(form for form in forms if form.channel == channel)


def as_posted(screen, **changes):
    """Return what the browser sends for the rules as they are shown."""
    formset = screen.context["formset"]
    data = {
        f"{formset.prefix}-{name}": formset.management_form[name].value()
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    for form in formset:
        for field in form:
            value = field.value()
            if value is True:
                data[field.html_name] = "on"
            elif value is not None and value is not False:
                data[field.html_name] = str(value)
    return data | changes


def line_of(screen, rule):
    forms = screen.context["formset"].forms
    return next(form.prefix for form in forms if form.instance.pk == rule.pk)


def test_an_opening_is_proposed_for_its_morning(desk, submit, facebook, opening):
    form = proposed(desk, submit, opening, facebook)
    assert in_town(form.proposed_at).isoformat() == "2027-02-02T08:00:00+01:00"


def test_a_time_that_has_gone_by_gives_way_to_the_next_slot(desk, submit, facebook):
    facebook.slots = [{"weekday": 4, "time": "18:00"}]
    facebook.save()
    event = make_event(starts_at=timezone.now() + timedelta(days=10), live=False)
    form = proposed(desk, submit, event, facebook)
    assert in_town(form.proposed_at).isoformat() == "2027-01-15T18:00:00+01:00"


def test_two_weeks_before_an_event_its_first_slot_is_taken(desk, submit, facebook):
    facebook.slots = [{"weekday": 4, "time": "18:00"}]
    facebook.save()
    event = make_event(starts_at=datetime(2027, 2, 20, 14, tzinfo=UTC), live=False)
    form = proposed(desk, submit, event, facebook)
    # The 6th is a Saturday.
    assert in_town(form.proposed_at).isoformat() == "2027-02-12T18:00:00+01:00"
    assert [
        (wave.wave, wave.initial["chosen"], in_town(wave.initial["at"]).day)
        for wave in form.waves
    ] == [("reminder", True, 18), ("last_call", False, 20)]


def test_the_rules_own_time_gives_way_to_others(desk, submit, facebook, opening):
    facebook.spacing = 30
    facebook.save()
    morning = datetime(2027, 2, 2, 7, tzinfo=UTC)
    Publication.objects.plan(make_news(), facebook, morning)
    form = proposed(desk, submit, opening, facebook)
    assert form.proposed_at == morning + timedelta(minutes=30)


def test_without_a_rule_nothing_is_proposed_but_may_be_chosen(
    desk, submit, facebook, opening
):
    Rule.objects.filter(kind="opening", channel_kind="facebook").delete()
    form = proposed(desk, submit, opening, facebook)
    assert (form["chosen"].value(), form.offered) == (False, True)


def test_an_issue_carries_an_item_from_its_day_on(
    desk, submit, newsletter_channel, opening
):
    Rule.objects.filter(kind="opening", channel_kind="newsletter").update(
        unit="days", number=7
    )
    state = submit(opening)
    screen = desk.get(reverse("desk:approve", args=[state.pk]))
    proposal = screen.context["proposal"]
    data = {
        "verb": "approve",
        "seen": proposal.revision.created_at.isoformat(),
        "words-title": opening.title,
        "words-text": opening.text,
        f"channel-{newsletter_channel.pk}-chosen": "on",
    }
    desk.post(reverse("desk:approve", args=[state.pk]), data)
    carried = Publication.objects.get(channel=newsletter_channel)
    assert (carried.kind, in_town(carried.at).date()) == (
        "opening",
        date(2027, 1, 26),
    )


def test_a_changed_rule_is_tried_without_being_saved(desk, facebook, opening):
    opening.save_revision().publish()
    rule = Rule.objects.get(kind="opening", channel_kind="facebook")
    morning = datetime(2027, 2, 2, 7, tzinfo=UTC)
    screen = desk.get(reverse(RULES))
    line = line_of(screen, rule)
    changes = {f"{line}-number": "1", f"{line}-at": "18:00"}

    tried = desk.post(reverse(RULES), as_posted(screen, verb="try", **changes)).context[
        "tried"
    ]

    assert [(each.before, each.after) for each in tried.differences] == [
        (say_moment(morning), say_moment(morning - timedelta(hours=14)))
    ]
    rule.refresh_from_db()
    assert (rule.number, rule.at) == (0, time(8))

    desk.post(reverse(RULES), as_posted(screen, verb="save", **changes))
    rule.refresh_from_db()
    assert (rule.number, rule.at) == (1, time(18))


def test_the_same_rules_change_nothing(desk, facebook, opening):
    opening.save_revision().publish()
    screen = desk.get(reverse(RULES))
    tried = desk.post(reverse(RULES), as_posted(screen, verb="try")).context["tried"]
    assert (tried.looked_at, tried.differences) == (1, [])


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"kind": "news", "channel_kind": "facebook", "wave": "reminder", "unit": "days", "number": "2"}, "wave"),
        ({"kind": "event", "channel_kind": "newsletter", "wave": "reminder", "unit": "days", "number": "2"}, "wave"),
        ({"kind": "session", "channel_kind": "facebook", "wave": "last_call", "unit": "slot", "number": "0"}, "unit"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(desk, fields, at_fault):
    screen = desk.get(reverse(RULES))
    new = screen.context["formset"].forms[-1].prefix
    line = {f"{new}-{name}": value for name, value in fields.items()}
    refused = desk.post(reverse(RULES), as_posted(screen, verb="save", **line))
    assert list(refused.context["formset"].forms[-1].errors) == [at_fault]


def test_the_map_counts_what_went_each_way(desk, facebook, opening):
    Rule.objects.filter(kind="news", channel_kind="facebook").delete()
    hour = timezone.now() - timedelta(hours=1)
    for page in (opening, make_news(kind="news")):
        Publication.objects.plan(page, facebook, hour)
    drawn = desk.get(reverse(RULES)).context["map"]
    rows = {kind: [way and way.count for way in ways] for kind, ways in drawn.rows}
    assert (rows["Ouverture"], rows["Nouvelle"]) == ([1, 0], [1, 0])
    facebook_arrows = {
        arrow.kind: (arrow.count, bool(arrow.rules))
        for arrow in drawn.arrows
        if arrow.channel == "Page Facebook" and arrow.count
    }
    assert facebook_arrows == {"Ouverture": (1, True), "Nouvelle": (1, False)}


def test_an_item_says_why_it_is_there_and_why_not(desk, facebook, opening):
    Rule.objects.filter(kind="opening", channel_kind="newsletter").delete()
    publication = Publication.objects.plan(opening, facebook, timezone.now())
    screen = desk.get(reverse("desk:publication", args=[publication.pk]))
    assert [
        (each.channel.kind, each.there, each.sentence)
        for each in screen.context["reasons"]
    ] == [
        ("facebook", True, "La règle pour «\u00a0Ouverture\u00a0» l’a proposé."),
        ("newsletter", False, "Aucune règle n’y envoie «\u00a0Ouverture\u00a0»."),
    ]


def test_an_item_announced_nowhere_says_why(desk, facebook, opening):
    screen = desk.get(reverse("desk:item", args=[opening.pk]))
    assert [each.there for each in screen.context["reasons"]] == [False, False]


def test_the_screen_asks_as_much_for_one_item_as_for_thirty(desk, facebook):
    def count():
        with CaptureQueriesContext(connection) as counted:
            desk.get(reverse(RULES))
        return len(counted)

    Publication.objects.plan(make_news(), facebook, timezone.now())
    desk.get(reverse(RULES))
    one = count()
    shop = make_shop("Autre")
    for number in range(29):
        Publication.objects.plan(
            make_news(shop, title=f"Une {number}"), facebook, timezone.now()
        )
    assert count() == one <= 20

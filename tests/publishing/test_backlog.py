"""What waited on a channel that rested: each with whether it still makes sense."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from publishing import backlog
from publishing.dispatch import dispatch
from publishing.models import Publication
from tests.factories import make_news

State = Publication.State


@pytest.fixture
def late(channel, clock):
    """News on a paused channel that was due so many hours ago."""

    def late(hours, title="Une boulangerie ouvre"):
        channel.pause("Le jeton est mort.")
        at = datetime.now(UTC) - timedelta(hours=hours)
        return Publication.objects.plan(make_news(title=title), channel, at)

    return late


def test_what_is_late_by_hours_gets_the_next_free_time(late, channel):
    first, second = late(30, "Une"), late(20, "Deux")
    backlog.take_up(channel)
    first.refresh_from_db()
    second.refresh_from_db()
    now = datetime.now(UTC)
    assert now < first.at < second.at
    assert first.due_at == first.at
    assert "prochain moment libre" in first.reason


def test_what_is_hardly_late_leaves_at_once(late, channel):
    publication = late(1)
    backlog.take_up(channel)
    publication.refresh_from_db()
    assert publication.due_at == datetime.now(UTC)


def test_what_would_name_a_wrong_day_gets_no_other_time(late, channel, wall, letters):
    publication = late(30)
    page = publication.page.specific
    page.text = "Dégustation ce soir."
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=publication.at)
    backlog.take_up(channel)
    dispatch(publication.pk)
    publication.refresh_from_db()
    assert (publication.state, wall.posts) == (State.PLANNED, {})
    assert "ce soir" in publication.reason


def test_each_says_whether_it_still_makes_sense(late, channel):
    offline = late(30, "Hors ligne")
    offline.page.unpublish()
    late(20, "Longtemps")
    late(1, "À peine")
    now = datetime.now(UTC)
    waiting = [backlog.verdict(each, now) for each in backlog.waiting_on(channel, now)]
    assert [(each.fits, each.sentence) for each in waiting] == [
        (
            False,
            "La page n’était pas en ligne à l’heure prévue. Ce sera noté comme manqué.",
        ),
        (True, "Cela prendra le prochain moment libre dès que le canal fonctionnera."),
        (True, "Cela partira dès que le canal fonctionnera."),
    ]


def test_the_channels_screen_lists_what_waits_and_lets_it_go(
    late, channel, client, manager
):
    publication = late(20)
    client.force_login(manager)
    screen = reverse("desk:channel", args=[channel.pk])
    assert publication.page_title in client.get(screen).text
    cancel = reverse("desk:publication_verb", args=[publication.pk, "cancel"])
    client.post(cancel, {"next": screen})
    publication.refresh_from_db()
    assert publication.state == State.CANCELLED
    assert client.get(screen).context["waiting"] == []

"""Through the real workflow: what is approved of a published item reaches its post."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Publication
from tests.factories import make_event, make_news

pytestmark = pytest.mark.django_db


def approve(desk, waiting, channel, at="", **data):
    """Approve as the screen does, with the words that it shows."""
    screen = reverse("desk:approve", args=[waiting.pk])
    proposal = desk.get(screen).context["proposal"]
    words = {
        f"words-{name}": proposal.words[name].value() for name in ("title", "text")
    }
    return desk.post(
        screen,
        {
            **words,
            "seen": proposal.revision.created_at.isoformat(),
            "verb": "approve",
            f"channel-{channel.pk}-chosen": "on",
            f"channel-{channel.pk}-at": at,
            **data,
        },
    )


def test_an_approved_change_of_a_published_item_amends_its_post(
    desk, facebook, wall, submit
):
    news = make_news(text="Venez goûter.")
    publication = Publication.objects.plan(news, facebook, timezone.now())
    dispatch(publication.pk)
    news.text = "Venez goûter le pain."
    approve(desk, submit(news), facebook)
    due = Publication.objects.hand_out(timezone.now() + timedelta(seconds=2), 10)
    assert due == [publication.pk]  # at the tick after the approval
    dispatch(publication.pk)
    assert list(wall.posts.values()) == ["Une boulangerie ouvre: Venez goûter le pain."]


@pytest.fixture
def tomorrow_in_three_days(submit):
    """An event in three days which says "demain"."""
    event = make_event(
        starts_at=timezone.now() + timedelta(days=3), text="C’est demain", live=False
    )
    return submit(event)


def test_words_that_will_be_wrong_are_refused_with_the_day_to_write(
    desk, facebook, wall, tomorrow_in_three_days
):
    response = approve(desk, tomorrow_in_three_days, facebook)
    assert "ne sera plus juste à ce moment-là" in response.text
    assert not Publication.objects.exists()


def test_the_manager_may_insist_on_her_words(
    desk, facebook, wall, tomorrow_in_three_days
):
    insists = {f"channel-{facebook.pk}-words_are_right": "on"}
    approve(desk, tomorrow_in_three_days, facebook, **insists)
    publication = Publication.objects.get()
    dispatch(publication.pk)
    publication.refresh_from_db()
    assert publication.state == Publication.State.PUBLISHED

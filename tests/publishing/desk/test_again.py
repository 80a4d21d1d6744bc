"""What was taken away is posted again when a person says so, never by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Publication
from publishing.town_time import in_town
from tests.factories import make_news


@pytest.fixture
def removed(facebook, wall):
    """A post that somebody removed by hand."""
    publication = Publication.objects.plan(make_news(), facebook, timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    wall.posts.clear()
    assert publication.record_removed_there(publication.remote_id, "Retirée là-bas.")
    return publication


def screen(publication):
    return reverse("desk:again", args=[publication.pk])


def later(**delta):
    return (timezone.now() + timedelta(**delta)).replace(second=0, microsecond=0)


def test_the_item_offers_it_and_it_is_posted_once(desk, removed, wall):
    item = reverse("desk:publication", args=[removed.pk])
    assert screen(removed) in desk.get(item).text
    at = later(minutes=5)
    desk.post(screen(removed), {"at": in_town(at).strftime("%Y-%m-%dT%H:%M")})
    removed.refresh_from_db()
    assert (removed.state, removed.at, removed.reason) == ("planned", at, "")

    assert screen(removed) not in desk.get(item).text
    Publication.objects.update(at=timezone.now(), due_at=timezone.now())
    for _again in range(2):
        dispatch(removed.pk)
    removed.refresh_from_db()
    assert (removed.state, len(wall.posts)) == ("published", 1)
    assert wall.calls.count("publish") == 2


@pytest.mark.parametrize("state", ["planned", "published"])
def test_what_is_there_or_planned_is_not_planned_again(desk, removed, state):
    Publication.objects.update(state=state)
    shown = desk.post(screen(removed), {"at": "2099-01-01T10:00"})
    assert "n’a pas été retirée" in shown.text
    assert Publication.objects.get().at == removed.at


def test_a_page_that_is_off_the_site_is_published_first(desk, removed):
    removed.page.unpublish()
    assert "publiez-la d’abord" in desk.get(screen(removed)).text

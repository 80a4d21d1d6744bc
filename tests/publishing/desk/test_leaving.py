"""A page goes off the site: what becomes of its posts is asked first."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Publication
from tests.factories import make_news

pytestmark = pytest.mark.django_db

State = Publication.State


@pytest.fixture
def published(facebook, wall):
    publication = Publication.objects.plan(make_news(), facebook, timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    return publication


def bulk(action, page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{address}?id={page.pk}"


def ways_off_the_site(page):
    return {
        "unpublish": reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        "delete": reverse("wagtailadmin_pages:delete", args=[page.pk]),
        "the shop": reverse("wagtailadmin_pages:delete", args=[page.get_parent().pk]),
        "unpublish many": bulk("unpublish", page),
        "delete many": bulk("delete", page),
    }


WAYS = ["unpublish", "delete", "the shop", "unpublish many", "delete many"]


@pytest.mark.parametrize("way", WAYS)
def test_it_is_asked_and_then_taken_away(desk, published, wall, way):
    address = ways_off_the_site(published.page)[way]
    asked = desk.post(address)
    assert "sur La Page depuis le" in asked.text
    published.refresh_from_db()
    assert (published.page.live, published.due_at) == (True, None)
    desk.post(address, {"what_stands_there": "take_away"})
    dispatch(published.pk)
    published.refresh_from_db()
    assert (published.state, wall.posts) == (State.WITHDRAWN, {})


@pytest.mark.parametrize("way", ["unpublish", "delete", "delete many"])
def test_it_may_be_left_there(desk, published, wall, way):
    address = ways_off_the_site(published.page)[way]
    desk.post(address, {"what_stands_there": "leave"})
    dispatch(published.pk)
    published.refresh_from_db()
    assert published.state == State.PUBLISHED
    assert published.reason.startswith("Sa page n’est plus là")
    assert len(wall.posts) == 1


def test_what_was_left_is_kept_true_when_its_page_comes_back(desk, published, wall):
    page = published.page.specific
    address = ways_off_the_site(page)["unpublish"]
    desk.post(address, {"what_stands_there": "leave"})
    dispatch(published.pk)
    page.refresh_from_db()
    page.text = "De retour."
    page.save_revision().publish()
    dispatch(published.pk)
    published.refresh_from_db()
    assert not published.stays
    assert list(wall.posts.values()) == ["Une boulangerie ouvre: De retour."]


def test_where_nothing_stands_nothing_is_asked(desk, facebook):
    news = make_news()
    desk.post(reverse("wagtailadmin_pages:unpublish", args=[news.pk]))
    news.refresh_from_db()
    assert not news.live


@pytest.mark.parametrize("recursive", [False, True])
def test_copying_a_page_copies_no_plan(published, recursive):
    copied = published.page.specific if not recursive else published.page.get_parent()
    copied.specific.copy(
        recursive=recursive, update_attrs={"slug": "copie", "title": "Copie"}
    )
    assert Publication.objects.get() == published

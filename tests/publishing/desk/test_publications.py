"""Planned and published: find an item, see it everywhere, act on it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.models import Publication
from tests.factories import make_news, make_shop

pytestmark = pytest.mark.django_db


def planned(channel, page=None, at=None, **changes):
    at = at or timezone.now() + timedelta(hours=1)
    publication = Publication.objects.plan(page or make_news(), channel, at)
    Publication.objects.filter(pk=publication.pk).update(**changes)
    publication.refresh_from_db()
    return publication


def act(desk, publication, verb, **data):
    url = reverse("desk:publication_verb", args=[publication.pk, verb])
    response = desk.post(url, data)
    publication.refresh_from_db()
    return response


def listed(desk, **filters):
    response = desk.get(reverse("desk:publications"), filters)
    return {row.page_title for row in response.context["object_list"]}


def test_the_list_is_filtered_by_channel_state_and_period(
    desk, facebook, newsletter_channel
):
    shop, now = make_shop(), timezone.now()
    planned(facebook, make_news(shop, title="post"))
    planned(newsletter_channel, make_news(shop, title="bloc"), now)
    planned(facebook, make_news(shop, title="raté"), state="failed")
    planned(facebook, make_news(shop, title="vieux"), now - timedelta(days=30))
    assert listed(desk) == {"post", "bloc", "raté", "vieux"}
    assert listed(desk, channel=newsletter_channel.pk) == {"bloc"}
    assert listed(desk, state=["failed"]) == {"raté"}
    last_week = timezone.localdate() - timedelta(days=7)
    assert listed(desk, at_from=last_week.isoformat()) == {"post", "bloc", "raté"}


def test_an_item_shows_every_channel_with_its_tries(desk, facebook, newsletter_channel):
    news = make_news()
    post, block = planned(facebook, news), planned(newsletter_channel, news)
    post.attempts.create(fence=1, started_at=timezone.now(), detail="HTTP 500")
    response = desk.get(reverse("desk:publication", args=[post.pk]))
    assert set(response.context["publications"]) == {post, block}
    assert "HTTP 500" in response.text


def test_an_item_survives_its_page(desk, facebook):
    publication = planned(facebook)
    publication.page.delete()
    response = desk.get(reverse("desk:publication", args=[publication.pk]))
    assert response.status_code == 200


def test_a_plan_can_be_taken_back(desk, facebook):
    publication = planned(facebook)
    act(desk, publication, "cancel")
    assert publication.state == Publication.State.CANCELLED
    assert publication.due_at is None


def test_a_failed_one_can_be_tried_again_or_left(desk, facebook):
    publication = planned(facebook, state="failed", due_at=None)
    act(desk, publication, "retry")
    assert publication.state == Publication.State.PLANNED
    assert publication.due_at <= timezone.now()
    Publication.objects.filter(pk=publication.pk).update(state="failed", due_at=None)
    act(desk, publication, "cancel")
    assert publication.state == Publication.State.CANCELLED


def test_a_plan_moves_to_a_time_of_the_town(desk, facebook):
    publication = planned(facebook)
    act(desk, publication, "move", at="2099-01-05T08:00")
    assert publication.at.isoformat() == "2099-01-05T07:00:00+00:00"
    assert publication.due_at == publication.at


@pytest.mark.parametrize("at", ["2001-01-01T08:00", "", "demain"])
def test_a_plan_does_not_move_to_a_time_that_cannot_be(desk, facebook, at):
    publication = planned(facebook)
    before = publication.at
    act(desk, publication, "move", at=at)
    assert publication.at == before


def test_what_is_out_cannot_be_taken_back(desk, facebook):
    publication = planned(facebook, state="published", remote_id="1_2")
    act(desk, publication, "cancel")
    assert publication.state == Publication.State.PUBLISHED


def test_a_verb_needs_a_post(desk, facebook):
    publication = planned(facebook)
    url = reverse("desk:publication_verb", args=[publication.pk, "cancel"])
    assert desk.get(url).status_code == 405


def test_a_verb_leads_back_but_never_away(desk, facebook):
    publication = planned(facebook)
    here = reverse("desk:publication", args=[publication.pk])
    assert act(desk, publication, "cancel", next="/gestion/").url == "/gestion/"
    away = act(desk, publication, "cancel", next="https://example.org/")
    assert away.url == here


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_however_long(
    desk, facebook, number, django_assert_max_num_queries
):
    shop = make_shop()
    for _ in range(number):
        planned(facebook, make_news(shop))
    desk.get(reverse("desk:publications"))
    with django_assert_max_num_queries(20):
        desk.get(reverse("desk:publications"))


@pytest.mark.parametrize("number", [1, 30])
def test_an_item_costs_the_same_however_often_it_was_tried(
    desk, facebook, number, django_assert_max_num_queries
):
    publication = planned(facebook)
    for fence in range(number):
        publication.attempts.create(fence=fence, started_at=timezone.now())
    url = reverse("desk:publication", args=[publication.pk])
    desk.get(url)
    with django_assert_max_num_queries(20):
        desk.get(url)

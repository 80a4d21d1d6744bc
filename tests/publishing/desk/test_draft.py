"""The version that waits is read as Wagtail reads it, by fewer queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page

from events.models import EventDate
from publishing.desk.draft import draft_of, latest_version
from publishing.models import Publication
from tests.factories import make_event, make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair(shopkeeper):
    """An event on two dates, with a photo and tags, whose last version has another
    title, photo and tag.
    """
    event = make_event(photo=make_photo(), shop=make_shop(), owner=shopkeeper)
    event.tags.add("noël", "marché")
    event.save_revision(user=shopkeeper).publish()
    event.title, event.photo = "Marché de Noël", make_photo()
    event.dates.add(EventDate(starts_at=timezone.now() + timedelta(days=9)))
    event.tags.add("braderie")
    event.save_revision(user=shopkeeper)
    return Page.objects.get(pk=event.pk)


def content(page):
    """Return all that a version of a page consists of."""
    dates = [(date.starts_at, date.event_id) for date in page.dates.all()]
    tags = [tag.name for tag in page.tags.all()]
    return page.announcement(), model_to_dict(page, exclude=["tags"]), dates, tags


def test_it_is_what_wagtail_reads(fair):
    expected = fair.get_latest_revision().as_object()
    draft = draft_of(latest_version(fair.pk))
    assert content(draft) == content(expected)
    assert draft.url_path == expected.url_path


def test_what_it_refers_to_may_be_gone(fair):
    Tag.objects.get(name="braderie").delete()
    fair.get_latest_revision_as_object().photo.delete()
    expected = fair.get_latest_revision_as_object()
    draft = draft_of(latest_version(fair.pk))
    assert content(draft) == content(expected)
    assert draft.photo is None
    assert [tag.name for tag in draft.tags.all()] == ["noël", "marché"]


def test_many_dates_and_tags_cost_no_more_than_a_few(fair):
    def count():
        revision = latest_version(fair.pk)
        with CaptureQueriesContext(connection) as asked:
            draft_of(revision).announcement()
        return len(asked)

    few, event = count(), fair.get_latest_revision_as_object()
    event.tags.add(*map(str, range(30)))
    for days in range(10, 40):
        event.dates.add(EventDate(starts_at=timezone.now() + timedelta(days=days)))
    event.save_revision()
    assert count() == few


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("make", [make_news, make_event])
def test_the_approval_screen_costs_the_same_however_much_there_is(
    desk, facebook, submit, make, number, django_assert_max_num_queries
):
    shop, now = make_shop(), timezone.now()
    for count in range(number):
        news = make_news(shop, title=str(count), photo=make_photo())
        publication = Publication.objects.plan(news, facebook, now)
        if count % 2:
            publication.claim(timezone.now())
            publication.record_published(remote_id=news.pk, url="", wording="…")
    parent = shop if make is make_news else None
    page = make(parent, live=False, photo=make_photo())
    page.tags.add(*map(str, range(number)))
    screen = reverse("desk:approve", args=[submit(page).pk])
    desk.get(screen)
    with django_assert_max_num_queries(20):
        shown = desk.get(screen)
    assert len(shown.context["lately"]) == min(number, 4) * (make is make_news)

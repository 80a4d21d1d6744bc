"""One panel per item: what is where now, and whether it agrees with the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publishing.dispatch import dispatch
from publishing.models import Publication
from tests.factories import make_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(facebook, wall):
    publication = Publication.objects.plan(make_news(), facebook, timezone.now())
    dispatch(publication.pk)
    publication.refresh_from_db()
    return publication


def said(desk, publication):
    response = desk.get(reverse("desk:publication", args=[publication.pk]))
    [(_publication, agreement, _doubt)] = response.context["places"]
    return agreement.tone, agreement.sentence


def change(publication, **fields):
    page = publication.page.specific
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_it_says_that_what_stands_there_agrees(desk, published):
    assert said(desk, published) == ("done", "Dit la même chose que la page.")


def test_it_says_that_a_correction_is_on_its_way(desk, published):
    change(published, text="Autre chose.")
    assert said(desk, published) == ("waiting", "La correction est en cours.")


def test_it_says_why_a_correction_could_not_be_made(desk, published):
    change(published, text="Autre chose.")
    Publication.objects.update(reason="Trop tard.", due_at=None)
    assert said(desk, published) == ("attention", "Trop tard.")


def test_it_says_that_it_is_being_taken_away(desk, published):
    published.page.unpublish()
    assert said(desk, published) == ("waiting", "Le retrait est en cours.")


def test_it_shows_the_words_that_stand_there(desk, published):
    shown = desk.get(reverse("desk:publication", args=[published.pk])).text
    assert "Une boulangerie ouvre: Venez goûter." in shown


def test_a_page_leads_to_where_it_is_announced(desk, published):
    editor = desk.get(reverse("wagtailadmin_pages:edit", args=[published.page_id])).text
    way = reverse("desk:item", args=[published.page_id])
    assert way in editor
    assert desk.get(way).url == reverse("desk:publication", args=[published.pk])


def test_a_page_that_is_announced_nowhere_has_no_such_way(desk):
    news = make_news()
    way = reverse("desk:item", args=[news.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[news.pk])
    assert way not in desk.get(edit).text
    assert "Cette page n’est annoncée nulle part." in desk.get(way).text


def test_it_asks_as_much_for_one_try_as_for_thirty(desk, published):
    address = reverse("desk:publication", args=[published.pk])

    def count():
        with CaptureQueriesContext(connection) as counted:
            desk.get(address)
        return len(counted)

    desk.get(address)  # what is cached once
    one = count()
    for _try in range(29):
        published.attempts.create(fence=1, purpose="look", started_at=timezone.now())
    assert count() == one

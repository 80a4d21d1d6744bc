"""Wagtail's own ways to publish what waits lead to the approval screen."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.factories import make_news

pytestmark = pytest.mark.django_db


def edited(page, **changes):
    """Return what Wagtail's editor posts for news."""
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "kind": page.kind,
            "text": page.text,
            "audience": page.audience,
            "tags": "",
            "more_photos": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **changes,
        }
    )


@pytest.fixture
def waiting(submit):
    state = submit()
    return state, state.workflow_state.content_object.specific


def editor(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_editor_offers_to_look_and_not_to_publish(desk, waiting):
    _, page = waiting
    text = desk.get(editor(page)).text
    assert 'data-workflow-action-name="look"' in text
    assert 'name="action-publish"' not in text


@pytest.mark.parametrize(
    "button",
    [
        {"action-publish": "action-publish"},
        {"action-workflow-action": "true", "workflow-action-name": "look"},
    ],
)
def test_the_editor_saves_then_leads_to_the_screen(desk, waiting, button):
    state, page = waiting
    response = desk.post(editor(page), edited(page, text="Mieux dit.", **button))
    state.refresh_from_db()
    page.refresh_from_db()
    assert response.url == reverse("desk:approve", args=[state.pk])
    assert state.status == TaskState.STATUS_IN_PROGRESS
    assert page.live is False
    assert page.get_latest_revision_as_object().text == "Mieux dit."


def test_the_listing_leads_to_the_screen(desk, waiting):
    state, page = waiting
    url = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "look", state.pk]
    )
    response = desk.post(url)
    state.refresh_from_db()
    assert response.url == reverse("desk:approve", args=[state.pk])
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_many_are_not_published_at_once(desk, waiting):
    _, page = waiting
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = desk.post(f"{url}?id={page.pk}")
    page.refresh_from_db()
    assert response.url == reverse("desk:waiting")
    assert page.live is False


def test_publishing_in_the_editor_says_that_it_is_announced_nowhere(desk):
    page = make_news()
    response = desk.post(
        editor(page), edited(page, **{"action-publish": "1"}), follow=True
    )
    levels = [message.level_tag for message in response.context["messages"]]
    assert "warning" in levels

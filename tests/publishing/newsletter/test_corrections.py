"""What readers were told and is no longer so stands first in the next issue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.contract import Status
from publishing.dispatch import dispatch
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.corrections import corrected_in
from tests.factories import make_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def told(plan_for_newsletter, make_subscribers, plan_issue, post_office):
    """An event of which an issue has told its readers."""
    make_subscribers(1)
    starts_at = timezone.now() + timedelta(days=9)
    item = plan_for_newsletter(make_event(starts_at=starts_at, place="Halle"))
    dispatch(plan_issue().pk)
    item.refresh_from_db()
    assert item.state == "published"
    return item


@pytest.fixture
def compose(newsletter_page, manager):
    """Return what the next issue says that has changed."""

    def compose():
        body = compose_issue(newsletter_page, manager).body
        return [
            block.value["text"] for block in body if block.block_type == "correction"
        ]

    return compose


def change(item, **fields):
    event = item.page.specific
    starts_at = fields.pop("starts_at", None)
    for name, value in fields.items():
        setattr(event, name, value)
    if starts_at:
        [date] = event.dates.all()
        date.starts_at = starts_at
        event.dates = [date]
    event.save_revision().publish()


def test_what_is_still_so_is_not_corrected(told, compose):
    change(told, text="D’autres mots.")
    assert compose() == []


@pytest.mark.parametrize(
    ("change_to", "text"),
    [
        ({"status": Status.CANCELLED}, "Annulé."),
        ({"place": "Place du marché"}, "Lieu\u00a0: Place du marché."),
        ({"status": Status.FULL}, "Complet."),
    ],
)
def test_what_matters_is_corrected_in_a_sentence(told, compose, change_to, text):
    change(told, **change_to)
    assert compose() == [text]
    assert compose() == [text]  # composing again adds nothing


def test_another_date_is_said_beside_the_one_that_was_told(told, compose):
    change(told, starts_at=timezone.now() + timedelta(days=20))
    [text] = compose()
    assert text.startswith("Nouvelle date\u00a0: ")
    assert f"(au lieu de\u00a0: {told.said['when']})" in text


def test_what_is_over_is_not_corrected(told, compose):
    change(told, status=Status.CANCELLED)
    past = (timezone.now() - timedelta(days=1)).isoformat()
    type(told).objects.filter(pk=told.pk).update(said=told.said | {"ends_at": past})
    event = told.page.specific
    event.dates.update(starts_at=past)
    assert compose() == []


def test_it_is_mailed_once(told, compose, plan_issue, post_office):
    change(told, status=Status.CANCELLED)
    dispatch(plan_issue().pk)
    assert "Annulé." in post_office.parsed(-1).get_body(("plain",)).get_content()
    assert compose() == []
    told.refresh_from_db()
    assert told.said["status"] == "cancelled"


def test_what_the_manager_took_out_stays_out(told, compose, newsletter_page, manager):
    change(told, status=Status.CANCELLED)
    draft = compose_issue(newsletter_page, manager)
    assert corrected_in(draft.body) == [told]
    for number in reversed(range(len(draft.body))):
        del draft.body[number]
    draft.save_revision()
    assert compose() == []

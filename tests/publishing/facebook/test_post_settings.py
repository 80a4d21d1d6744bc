"""The manager decides in the admin how the town's posts are."""

import pytest

from publishing.facebook.models import PostSettings

pytestmark = pytest.mark.django_db


def screen(kept):
    return f"/gestion/settings/facebook/postsettings/{kept.pk}/"


@pytest.fixture(autouse=True)
def kept():
    """The one row, as the menu's entry makes it."""
    return PostSettings.load()


def test_the_manager_chooses_what_a_cancelled_event_says(client, manager, kept):
    client.force_login(manager)
    client.post(
        screen(kept),
        {
            "when_cancelled": "withdraw",
            "prefer": "photo",
            "cancelled_words": "ANNULÉ",
            "rescheduled_words": "",
            "postponed_words": "",
            "full_words": "",
        },
    )
    kept.refresh_from_db()
    assert (kept.when_cancelled, kept.cancelled_words) == ("withdraw", "ANNULÉ")


def test_each_field_says_what_stands_there_when_it_is_empty(client, manager, kept):
    client.force_login(manager)
    shown = client.get(screen(kept)).content.decode()
    assert "REPORTÉ. La nouvelle date est à venir." in shown


def test_a_shopkeeper_does_not(client, django_user_model, kept):
    client.force_login(django_user_model.objects.create_user("shopkeeper"))
    client.post(screen(kept), {"when_cancelled": "withdraw"})
    kept.refresh_from_db()
    assert kept.when_cancelled == "mark"

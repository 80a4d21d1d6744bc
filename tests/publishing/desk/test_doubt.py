"""A doubt on the desk: what is known, where to look, and two buttons."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from publishing.desk.trouble import troubled_publications
from publishing.models import Attempt, Publication
from tests.factories import make_news, make_shop

pytestmark = pytest.mark.django_db

State = Publication.State


@pytest.fixture
def doubted(facebook, wall):
    return doubt(facebook, make_news())


def doubt(channel, page):
    """Sent an hour ago without an answer, and looked for three times since."""
    then = timezone.now() - timedelta(hours=1)
    publication = Publication.objects.plan(page, channel, then)
    Publication.objects.filter(pk=publication.pk).update(
        state=State.UNSURE, reason="La Page ne répond pas."
    )
    publication.attempts.create(fence=1, started_at=then, ended_at=then, uptime=-1e9)
    for _look in range(3):
        publication.attempts.create(
            purpose=Attempt.Purpose.LOOK,
            fence=2,
            started_at=then,
            ended_at=then,
            result=Attempt.Result.NOT_SENT,
        )
    publication.refresh_from_db()
    return publication


def test_it_stands_first_on_the_desk_and_not_among_what_went_wrong(desk, doubted):
    shown = desk.get(reverse("wagtailadmin_home")).text
    assert "Est-elle sur La Page, oui ou non" in shown
    assert "CityHub l’a cherchée 3 fois, en vain." in shown
    assert not troubled_publications(timezone.now()).exists()


def test_without_a_doubt_there_is_no_such_panel(desk, facebook):
    assert "desk-doubt" not in desk.get(reverse("wagtailadmin_home")).text


def test_the_desk_asks_the_same_queries_for_one_doubt_and_for_many(
    desk, facebook, doubted
):
    home = reverse("wagtailadmin_home")
    desk.get(home)
    with CaptureQueriesContext(connection) as one:
        desk.get(home)
    shop = make_shop("Autre")
    for number in range(9):
        doubt(facebook, make_news(shop, title=f"Nouvelle {number}"))
    with CaptureQueriesContext(connection) as many:
        desk.get(home)
    assert len(many) == len(one)


def test_what_she_picks_among_the_last_posts_is_adopted(desk, doubted, wall):
    wall.posts["by-hand"] = "Une boulangerie ouvre"
    screen = reverse("desk:publication_found", args=[doubted.pk])
    assert "Une boulangerie ouvre" in desk.get(screen).text
    desk.post(screen, {"picked": "post-by-hand"})
    doubted.refresh_from_db()
    assert (doubted.state, doubted.remote_id) == (State.PUBLISHED, "post-by-hand")


def test_an_address_that_leads_nowhere_is_said_at_its_field(desk, doubted, wall):
    screen = reverse("desk:publication_found", args=[doubted.pk])
    shown = desk.post(screen, {"address": "https://wall.example/nothing"}).text
    assert "À cette adresse, rien de ce canal ne peut être lu." in shown
    assert "Choisissez-la dans la liste" in desk.post(screen, {}).text


def test_what_is_not_there_is_sent(desk, doubted):
    desk.post(reverse("desk:publication_absent", args=[doubted.pk]))
    doubted.refresh_from_db()
    assert doubted.state == State.PLANNED
    assert doubted.due_at <= timezone.now()


def test_the_item_keeps_who_decided(desk, doubted, manager):
    desk.post(reverse("desk:publication_absent", args=[doubted.pk]))
    shown = desk.get(reverse("desk:publication", args=[doubted.pk])).text
    assert "(Maud" in shown


def test_others_may_not_decide(client, doubted, shopkeeper):
    client.force_login(shopkeeper)
    client.post(reverse("desk:publication_absent", args=[doubted.pk]))
    doubted.refresh_from_db()
    assert doubted.state == State.UNSURE


def test_what_is_being_verified_is_looked_for_at_once(desk, facebook, wall):
    later = timezone.now() + timedelta(hours=1)
    publication = Publication.objects.plan(make_news(), facebook, timezone.now())
    Publication.objects.filter(pk=publication.pk).update(
        state=State.UNSURE, due_at=later
    )
    home = reverse("wagtailadmin_home")
    button = reverse("desk:publication_verb", args=[publication.pk, "look"])
    assert button in desk.get(home).text
    assert desk.post(button, {"next": home}).url == home
    publication.refresh_from_db()
    assert (publication.state, publication.due_at <= timezone.now()) == (
        State.UNSURE,
        True,
    )


def test_nobody_looks_for_what_a_worker_holds_or_only_a_person_can_tell(doubted):
    unsure = Publication.objects.filter(pk=doubted.pk)
    unsure.update(due_at=None)
    assert not doubted.look_now()
    later = timezone.now() + timedelta(hours=1)
    unsure.update(due_at=later, lease_until=later)
    assert not doubted.look_now()

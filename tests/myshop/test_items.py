"""My items: each with its state in plain words, in a constant number of queries."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cityhub.myshop.items import Stage, items_of_shop
from cityhub.photos.models import Photo
from publishing.embargo import lift
from publishing.models import Channel, Publication
from shops.people import add_person
from tests.factories import make_event, make_news, make_shop
from tests.myshop.test_say import MINUTE, dates, in_days
from tests.pictures import phone_photo, upload

pytestmark = pytest.mark.django_db


def draft(shop, user, **fields):
    page = make_news(shop, live=False, owner=user, **fields)
    page.save_revision(user=user)
    return page


def send(page, user):
    page.get_workflow().start(page, user)
    return page.current_workflow_task_state


def the_item(lea, shop):
    (item,) = items_of_shop(lea, shop)
    return item


def words(counter):
    return counter.get(reverse("myshop:items")).content.decode()


@pytest.fixture
def facebook():
    return Channel.objects.create(kind="facebook", name="La Page", remote_id="1")


def test_a_shop_without_items_gets_one_next_step(counter):
    assert reverse("myshop:say") in words(counter)


def test_the_way_of_an_item(counter, lea, shop, manager):
    page = draft(shop, lea)
    assert the_item(lea, shop).stage == Stage.DRAFT
    send(page, lea)
    item = the_item(lea, shop)
    assert (item.stage, item.may_change) == (Stage.WAITING, False)
    page.current_workflow_task_state.reject(user=manager, comment="Quelle rue ?")
    item = the_item(lea, shop)
    assert (item.stage, item.comment) == (Stage.NEEDS_CHANGE, "Quelle rue ?")
    assert item.sent_back_by == "Maud"
    assert "Quelle rue ?" in words(counter)
    state = page.current_workflow_state
    state.resume(lea)
    page = Page.objects.get(pk=page.pk)
    page.current_workflow_task_state.approve(user=manager)
    assert the_item(lea, shop).stage == Stage.PUBLISHED


def test_an_approved_item_with_an_embargo_is_planned(lea, shop, manager):
    page = draft(shop, lea)
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(user=lea)
    send(page, lea).approve(user=manager)
    item = the_item(lea, shop)
    assert (item.stage, item.may_change) == (Stage.PLANNED, False)


def test_each_place_says_where_it_stands(counter, shop, facebook, newsletter_channel):
    page = make_news(shop)
    at = timezone.now() + timedelta(days=1)
    Publication.objects.plan(page, newsletter_channel, at)
    post = Publication.objects.plan(page, facebook, at)
    assert str(page.url) in words(counter)
    Publication.objects.filter(pk=post.pk).update(
        state="published", remote_id="1_2", remote_url="https://facebook.example/1_2"
    )
    assert 'href="https://facebook.example/1_2"' in words(counter)
    Publication.objects.filter(pk=post.pk).update(state="failed", reason="Trop de mots")
    assert "Trop de mots" in words(counter)
    for state in Publication.State.values:
        Publication.objects.filter(pk=post.pk).update(state=state, remote_id="1")
        assert facebook.name in words(counter)


def test_thirty_items_cost_as_many_queries_as_one(
    counter, lea, shop, facebook, django_assert_num_queries
):
    photo = Photo.objects.create(title="Vitrine", file=upload(phone_photo((300, 200))))

    def fill(number):
        for n in range(number):
            page = draft(shop, lea, title=f"Nouvelle {n}", photo=photo)
            send(page, lea).reject(user=lea, comment="Encore")
            live = make_news(shop, title=f"En ligne {n}", photo=photo)
            Publication.objects.plan(live, facebook, timezone.now())
            make_event(shop, title=f"Fête {n}")

    fill(1)
    words(counter)  # makes the rendition
    with django_assert_num_queries(QUERIES):
        words(counter)
    fill(9)
    with django_assert_num_queries(QUERIES):
        words(counter)


QUERIES = 14


def test_what_was_sent_back_is_changed_and_sent_again(counter, lea, shop, manager):
    page = draft(shop, lea)
    send(page, lea).reject(user=manager, comment="Quelle rue ?")
    address = reverse("myshop:change", args=[page.pk])
    form = counter.get(address)
    assert "Quelle rue ?" in form.content.decode()
    assert "Venez goûter." in form.content.decode()
    counter.post(address, {"text": "Rue du Four.", "title": "Ouverture"})
    page = Page.objects.get(pk=page.pk)
    assert page.latest_revision.content["text"] == "Rue du Four."
    assert page.draft_title == "Ouverture"
    assert page.workflow_in_progress is True
    assert page.workflow_states.count() == 1


def test_a_published_item_changes_only_after_approval(counter, shop, manager):
    page = make_news(shop)
    page.save_revision().publish()
    address = reverse("myshop:change", args=[page.pk])
    counter.post(address, {"text": "Nouveaux horaires.", "title": page.title})
    page.refresh_from_db()
    assert page.text == "Venez goûter."
    assert page.workflow_in_progress is True
    page.current_workflow_task_state.approve(user=manager)
    page.refresh_from_db()
    assert page.text == "Nouveaux horaires."


def test_a_published_item_leaves_the_site_by_one_button_and_an_approval(
    counter, lea, shop, manager, client
):
    page = make_news(shop)
    page.save_revision().publish()
    button = reverse("myshop:take_off", args=[page.pk])
    item = reverse("myshop:item", args=[page.pk])
    assert button in counter.get(item).content.decode()
    counter.post(button)
    counter.post(reverse("myshop:take_back", args=[page.pk]))
    lift()
    page.refresh_from_db()
    assert (page.live, page.workflow_in_progress) == (True, False)
    assert page.has_unpublished_changes is False

    assert counter.post(button).url == item
    page.refresh_from_db()
    state = page.current_workflow_task_state
    client.force_login(manager)
    screen = reverse("desk:approve", args=[state.pk])
    seen = client.get(screen).context["proposal"].revision.created_at.isoformat()
    client.post(screen, {"verb": "approve", "seen": seen})
    lift()
    page.refresh_from_db()
    assert (page.live, page.text) == (False, "Venez goûter.")

    client.force_login(lea)
    words = {"text": "Nous revoilà.", "title": page.title}
    client.post(reverse("myshop:change", args=[page.pk]), words)
    page.refresh_from_db()
    page.current_workflow_task_state.approve(user=manager)
    lift()
    page.refresh_from_db()
    assert (page.live, page.text) == (True, "Nous revoilà.")


def test_what_the_town_looks_at_can_be_taken_back_and_changed(counter, lea, shop):
    page = draft(shop, lea)
    send(page, lea)
    change = reverse("myshop:change", args=[page.pk])
    assert counter.get(change).url == reverse("myshop:item", args=[page.pk])
    taken = counter.post(reverse("myshop:take_back", args=[page.pk]))
    assert taken.url == change
    assert counter.get(change).status_code == 200


def test_a_change_from_a_screen_that_stayed_open_is_not_lost(counter, lea, shop):
    page = draft(shop, lea)
    send(page, lea)
    address = reverse("myshop:change", args=[page.pk])
    answer = counter.post(address, {"text": "Rue du Four.", "title": "Ouverture"})
    assert answer.status_code == 422
    assert "Rue du Four." in answer.content.decode()
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().text == "Venez goûter."


def test_a_change_that_was_sent_twice_keeps_the_words_that_came_last(
    counter, lea, shop
):
    page = draft(shop, lea)
    address = reverse("myshop:change", args=[page.pk])
    token = uuid.uuid4()
    for text in ("Rue du Four.", "Rue du Four, à côté du 3."):
        words = {"text": text, "title": "Ouverture", "token": token}
        counter.post(address, words)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().text == "Rue du Four, à côté du 3."
    assert page.workflow_in_progress is True


def test_the_dates_of_an_event_can_be_changed_and_one_taken_out(counter, shop):
    event = make_event(shop)
    event.save_revision().publish()
    rows = dates(("", ""), (in_days(5), "")) | {"dates-INITIAL_FORMS": 1}
    form = {"text": "Musique.", **rows}
    response = counter.post(reverse("myshop:change", args=[event.pk]), form)
    assert response.status_code == 302
    event.refresh_from_db()
    (date,) = event.get_latest_revision_as_object().dates.all()
    assert date.starts_at.date() == timezone.localdate() + timedelta(days=5)


def test_an_event_whose_first_date_is_over_can_still_be_changed(counter, shop):
    event = make_event(shop, timezone.now() - timedelta(days=3))
    address = reverse("myshop:change", args=[event.pk])
    rows = counter.get(address).context["dates"]
    starts_at = timezone.localtime(rows.forms[0]["starts_at"].value())
    form = {
        "text": "Merci d’être venus.",
        **dates((starts_at.strftime(MINUTE), "")),
        "dates-INITIAL_FORMS": 1,
    }
    assert counter.post(address, form).status_code == 302


def test_the_preview_shows_the_latest_words_in_a_frame(counter, lea, shop):
    page = draft(shop, lea)
    page.text = "Les derniers mots."
    page.save_revision(user=lea)
    response = counter.get(reverse("myshop:preview", args=[page.pk]))
    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_draft_can_be_thrown_away_and_a_published_item_can_not(counter, lea, shop):
    page = draft(shop, lea)
    address = reverse("myshop:delete", args=[page.pk])
    assert counter.get(address).status_code == 200
    counter.post(address)
    assert not Page.objects.filter(pk=page.pk).exists()
    live = make_news(shop)
    address = reverse("myshop:delete", args=[live.pk])
    assert counter.post(address).status_code == 403


def test_a_person_without_a_shop_gets_a_friendly_sentence(client, db):
    client.force_login(User.objects.create_user("ana", "ana@example.org", "secret"))
    response = client.get(reverse("myshop:items"))
    assert response.status_code == 403
    assert "myshop/no_shop.html" in [t.name for t in response.templates]


def test_a_person_with_two_shops_chooses(counter, lea, shop):
    second = make_shop("Fleurs d'Ici")
    add_person(lea, second)
    counter.post(reverse("myshop:choose_shop"), {"shop": shop.pk})
    assert counter.get(reverse("myshop:items")).context["shop"] == shop
    counter.post(reverse("myshop:choose_shop"), {"shop": second.pk})
    assert counter.get(reverse("myshop:items")).context["shop"] == second
    stranger = make_shop("Ailleurs")
    counter.post(reverse("myshop:choose_shop"), {"shop": stranger.pk})
    assert counter.get(reverse("myshop:items")).context["shop"] == second


def test_residents_pages_show_a_shopkeeper_nothing_of_the_admin(counter, shop):
    for address in ("/", shop.url, make_news(shop).url):
        content = counter.get(address).content.decode()
        assert "wagtail-userbar" not in content
        assert "/gestion/" not in content


def test_two_people_of_one_shop_see_each_others_items(client, lea, shop):
    page = draft(shop, lea)
    tom = User.objects.create_user("tom")
    add_person(tom, shop)
    client.force_login(tom)
    assert client.get(reverse("myshop:change", args=[page.pk])).status_code == 200

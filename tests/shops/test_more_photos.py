"""An item shows several photos, and only such as its writer may choose."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)

from cityhub.photos.renditions import prepare
from publishing.contract import Picture
from shops.models import NewsPage, ShopPage
from shops.people import add_person
from tests.factories import make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db


def more(*photos, alt_text="Le fournil"):
    return [("photo", {"image": photo, "alt_text": alt_text}) for photo in photos]


@pytest.fixture
def lea(client):
    """A shopkeeper at the editor of her own news."""
    lea = User.objects.create_user("lea", "lea@example.org", "secret")
    lea.shop = make_shop()
    add_person(lea, lea.shop)
    client.force_login(lea)
    return lea


@pytest.fixture
def edit(client, lea):
    """Return what she gets for news with these photos."""
    news = make_news(lea.shop, owner=lea, live=False)
    news.save_revision(user=lea)

    def edit(photo, *others):
        blocks = [
            ("photo", {"image": str(other.pk), "alt_text": "Le fournil"})
            for other in others
        ]
        form = {
            "title": news.title, "slug": news.slug, "text": news.text,
            "kind": news.kind, "audience": news.audience,
            "photo": str(photo.pk), "more_photos": streamfield(blocks),
            "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        }  # fmt: skip
        address = reverse("wagtailadmin_pages:edit", args=[news.pk])
        response = client.post(address, nested_form_data(form))
        latest = NewsPage.objects.get(pk=news.pk).get_latest_revision_as_object()
        return response, [each.image_id for each in latest.announcement().pictures]

    return edit


def test_announcing_them_reads_no_photo():
    first, other = make_photo(), make_photo()
    made = make_news(photo=first, alt_text="La vitrine", more_photos=more(other))
    news = NewsPage.objects.get(pk=made.pk)
    with CaptureQueriesContext(connection) as captured:
        pictures = news.more_pictures
    assert pictures == (Picture(other.pk, "Le fournil"),)
    assert len(captured) == 0


def test_the_page_shows_them_with_their_words_and_as_links(client):
    other = make_photo(size=(1600, 1200))
    prepare(other)
    news = make_news(photo=make_photo(), more_photos=more(other))
    html = client.get(news.url).content.decode()
    gallery = html[html.index('class="gallery"') :]
    assert 'alt="Le fournil"' in gallery
    assert (
        f'href="{other.get_rendition("fill-1280x853|format-webp|webpquality-60").url}"'
        in gallery
    )


def test_a_photo_that_is_gone_leaves_no_hole(client):
    gone = make_photo()
    news = make_news(more_photos=more(gone))
    gone.delete()
    assert 'class="gallery"' not in client.get(news.url).content.decode()


def test_a_shopkeeper_chooses_her_own_photos(lea, edit):
    first, second = (make_photo(collection=lea.shop.people.collection) for _ in "12")
    response, shown = edit(first, second)
    assert (response.status_code, shown) == (302, [first.pk, second.pk])


@pytest.mark.parametrize("place", ["first", "more"])
def test_another_shops_photo_is_refused_by_its_number(lea, edit, place):
    add_person(User.objects.create_user("mia"), theirs := make_shop("Fleurs d'Ici"))
    foreign = make_photo(collection=theirs.people.collection)
    own = make_photo(collection=lea.shop.people.collection)
    response, shown = edit(foreign, own) if place == "first" else edit(own, foreign)
    assert (response.status_code, shown) == (200, [])
    name = "photo" if place == "first" else "more_photos"
    errors = response.context["form"].errors
    assert list(errors) == [name]


def test_another_shops_photo_is_refused_among_a_shops_own(lea):
    foreign = make_photo()
    own = make_photo(collection=lea.shop.people.collection)
    form_class = ShopPage.get_edit_handler().get_form_class()
    form = form_class(instance=lea.shop, for_user=lea)
    rows = form.formsets["photos"]
    rows.is_bound, rows.data = (
        True,
        nested_form_data(
            {rows.prefix: inline_formset([{"photo": own.pk}, {"photo": foreign.pk}])}
        ),
    )
    assert rows.is_valid()
    assert not form._are_own(rows)
    refused = {"photo": ["Choisissez une de vos propres photos."]}
    assert rows.errors == [{}, refused]

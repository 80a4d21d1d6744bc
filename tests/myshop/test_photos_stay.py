"""Only she takes photos out: what a form never showed, it can't remove."""

from datetime import time

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cityhub.myshop.models import KeptPhoto
from shops.models import NewsPage, OpeningHours, ShopPhoto
from tests.factories import make_photo
from tests.pictures import phone_photo, upload

pytestmark = pytest.mark.django_db

SHOP = "/ma-boutique/boutique/"


def photos(count):
    return [upload(phone_photo((80, 60 + number))) for number in range(count)]


def shown_by(page):
    """The numbers of the photos that the page's latest words show."""
    page.refresh_from_db()
    latest = page.get_latest_revision_as_object()
    if isinstance(latest, NewsPage):
        return [latest.photo_id, *(each.image_id for each in latest.more_pictures)]
    return [latest.photo_id, *(row.photo_id for row in latest.photos.all())]


@pytest.fixture
def draft(counter):
    """The address of a draft with two photos, and its page."""
    words = {"text": "Le pain est revenu.", "draft": "1", "photo": photos(2)}
    counter.post(reverse("myshop:say", args=["news"]), words)
    page = NewsPage.objects.get()
    return reverse("myshop:change", args=[page.pk]), page


@pytest.fixture
def two_photos(shop):
    """The shop with two photos and hours."""
    shop.photo = make_photo()
    shop.photos = [ShopPhoto(photo=make_photo())]
    shop.opening_hours = [OpeningHours(weekday=1, opens=time(9), closes=time(12))]
    shop.save()
    return shop


def test_a_plain_form_of_an_item_leaves_its_photos(counter, draft):
    address, page = draft
    before = shown_by(page)
    counter.post(address, {"text": "Encore.", "draft": "1"})
    assert shown_by(page) == before


def test_a_plain_form_of_my_page_leaves_photos_and_hours(counter, two_photos):
    before = shown_by(two_photos)
    assert counter.post(SHOP, {"sentence": "Un"}).status_code == 302
    assert shown_by(two_photos) == before
    latest = two_photos.get_latest_revision_as_object()
    assert (latest.sentence, latest.street) == ("Un", "3 rue du Four")
    assert [hours.weekday for hours in latest.opening_hours.all()] == [1]


def test_taking_out_the_last_photo_takes_it_out(counter, draft):
    address, page = draft
    shown = counter.get(address).context["form"].photos_shown
    counter.post(address, {"text": "Encore.", "draft": "1", "photos_shown": shown})
    assert shown_by(page) == [None]


def test_a_photo_from_another_tab_stays(counter, draft):
    address, page = draft
    old = counter.get(address).context["form"]
    [first, _second] = [photo.reference for photo in old.photos()]
    now = {"picture": [first, *old.photos_shown.split()[1:]]}
    now |= {"text": "Avec une photo de plus.", "draft": "1"}
    counter.post(address, {**now, "photos_shown": old.photos_shown, "photo": photos(1)})
    third = shown_by(page)[2]
    words = {"text": "Depuis l’autre onglet.", "draft": "1", "picture": [first]}
    counter.post(address, {**words, "photos_shown": old.photos_shown})
    assert [f"photo:{number}" for number in shown_by(page)] == [first, f"photo:{third}"]


def test_sent_again_without_photos_the_item_keeps_those_of_the_first_time(counter):
    say = reverse("myshop:say", args=["news"])
    token = counter.get(say).context["form"]["token"].value()
    words = {"text": "Le pain est revenu.", "token": token}
    counter.post(say, {**words, "photo": photos(1)})
    counter.post(say, {**words, "text": "Le pain de seigle est revenu."})
    page = NewsPage.objects.get()
    assert shown_by(page) != [None]
    assert page.get_latest_revision_as_object().text == "Le pain de seigle est revenu."


def test_photos_that_went_up_are_back_after_signing_in(client, lea):
    mia = User.objects.create_user("mia")
    mine = KeptPhoto.keep(lea, upload(phone_photo((60, 40))))
    theirs = KeptPhoto.keep(mia, upload(phone_photo((60, 40))))
    say = reverse("myshop:say", args=["news"])
    named = [f"kept:{mine.pk}", f"kept:{theirs.pk}"]
    away = client.post(say, {"text": "Le pain.", "picture": named})
    form = {"username": "lea@example.org", "password": "secret"}
    back = client.get(client.post(away.url, form).url)
    assert [photo.reference for photo in back.context["form"].photos()] == named[:1]


def test_my_page_takes_no_photo_of_others(counter, shop):
    mia = User.objects.create_user("mia")
    theirs = KeptPhoto.keep(mia, upload(phone_photo((60, 40))))
    named = [f"photo:{make_photo().pk}", f"kept:{theirs.pk}"]
    assert counter.post(SHOP, {"sentence": "Un", "picture": named}).status_code == 302
    assert shown_by(shop) == [None]

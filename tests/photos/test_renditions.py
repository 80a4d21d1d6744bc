"""Every size is made before a visitor asks for it."""

import pytest
from django.core.management import call_command

from cityhub.photos.models import PhotoRendition
from cityhub.photos.renditions import SIZES, existing, photos_of
from shops.models import ShopPhoto
from tests.factories import make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db

LARGE = (1600, 1200)


def sizes(photo) -> set[str]:
    return {name for name in SIZES if existing(photo, name)}


def test_publishing_a_page_makes_all_sizes_of_its_photos(
    django_capture_on_commit_callbacks,
):
    photo = make_photo(size=LARGE)
    news = make_news(photo=photo)
    with django_capture_on_commit_callbacks(execute=True):
        news.save_revision().publish()
    assert sizes(photo) == set(SIZES)
    made = PhotoRendition.objects.get(filter_spec__startswith="fill-1200x630")
    assert (made.width, made.height) == (1200, 630)


def test_who_approves_a_draft_sees_its_pictures(
    django_capture_on_commit_callbacks, administrator
):
    news = make_news(make_shop(), live=False)
    photo = news.photo = make_photo(size=LARGE)
    news.save_revision()
    with django_capture_on_commit_callbacks(execute=True):
        news.get_workflow().start(news, administrator)
    assert sizes(photo) == set(SIZES)


def test_another_focal_point_makes_them_again(django_capture_on_commit_callbacks):
    photo = make_photo(size=LARGE)
    with django_capture_on_commit_callbacks(execute=True):
        photo.focal_point_x, photo.focal_point_y = 400, 300
        photo.focal_point_width = photo.focal_point_height = 100
        photo.save()
    assert sizes(photo) == set(SIZES)


def test_a_file_that_is_gone_stops_nothing(django_capture_on_commit_callbacks, caplog):
    photo = make_photo()
    photo.file.storage.delete(photo.file.name)
    news = make_news(photo=photo)
    with django_capture_on_commit_callbacks(execute=True):
        news.save_revision().publish()
    assert sizes(photo) == set()
    assert f"No renditions of photo {photo.pk}" in caplog.text


def test_a_shop_shows_its_main_photo_and_its_others():
    main, other = make_photo(), make_photo()
    shop = make_shop(photo=main)
    ShopPhoto.objects.create(shop=shop, photo=other)
    assert photos_of(shop) == {main, other}


def test_news_shows_its_first_photo_and_its_others():
    first, other = make_photo(), make_photo()
    news = make_news(photo=first, more_photos=[("photo", {"image": other})])
    # By number: Wagtail's photos are equal only with the same words.
    assert {photo.pk for photo in photos_of(news)} == {first.pk, other.pk}


def test_the_command_makes_what_live_pages_show_and_nothing_else(capsys):
    shown, unused = make_photo(size=LARGE), make_photo()
    make_news(photo=shown)
    call_command("prepare_renditions")
    assert (sizes(shown), sizes(unused)) == (set(SIZES), set())
    assert capsys.readouterr().out == "Photos ready: 1.\n"

"""What a post is made of, by what the page has and what the town likes."""

from dataclasses import replace

import pytest

from publishing.contract import Announcement, Picture
from publishing.facebook.composition import compose
from publishing.facebook.models import PostSettings, PostText
from publishing.facebook.shape import Shape
from tests.factories import make_photo

pytestmark = pytest.mark.django_db

LINK = "https://ville.example/p/bcdf234567"
ITEM = Announcement(
    kind="opening",
    title="Maison Weber",
    text="Nous ouvrons samedi.",
    url="https://ville.example/boutiques/weber/",
    language="fr",
    signature="Camille",
)


def with_photos(count, **fields):
    photos = [make_photo(size=(60, 40 + each)) for each in range(count)]
    pictures = tuple(Picture(each.pk, f"Vue {each.pk}") for each in photos)
    return replace(ITEM, more_pictures=pictures, **fields), photos


def test_without_photos_the_page_shows_itself():
    post = compose(ITEM, LINK, PostSettings())
    assert (post.photos, post.card, post.comment) == ((), LINK, "")


def test_without_photos_and_page_words_stand_alone():
    post = compose(replace(ITEM, url=""), LINK, PostSettings())
    assert (post.photos, post.card) == ((), "")


def test_up_to_ten_photos_are_shown_with_their_words_in_one_shape():
    item, photos = with_photos(11)
    post = compose(item, LINK, PostSettings())
    assert [shown.image for shown in post.photos] == photos[:10]
    assert post.photos[0].alt_text == f"Vue {photos[0].pk}"
    assert {shown.shape for shown in post.photos} == {Shape.LANDSCAPE}
    assert post.card == ""


def test_a_town_may_want_the_first_photo_alone():
    item, photos = with_photos(3)
    post = compose(item, LINK, PostSettings(several_photos=False))
    assert [shown.image for shown in post.photos] == photos[:1]


def test_a_town_may_want_one_shape_for_all():
    item, _photos = with_photos(1)
    post = compose(item, LINK, PostSettings(photo_shape=Shape.PORTRAIT))
    assert post.photos[0].shape == Shape.PORTRAIT


def test_a_town_may_prefer_the_link():
    item, _photos = with_photos(1)
    post = compose(item, LINK, PostSettings(prefer=PostSettings.Prefer.LINK))
    assert (post.photos, post.card) == ((), LINK)


def test_a_photo_that_is_gone_is_left_out():
    post = compose(replace(ITEM, image_id=999), LINK, PostSettings())
    assert post.card == LINK


@pytest.mark.parametrize(("sign", "signed"), [(True, True), (False, False)])
def test_the_first_name_stands_where_the_town_signs(sign, signed):
    post = compose(ITEM, LINK, PostSettings(sign=sign))
    assert ("— Camille" in post.message) is signed


def test_the_town_has_its_own_words():
    PostText.objects.create(kind="opening", language="fr", text="Ouvert !\n{link}")
    assert compose(ITEM, LINK, PostSettings()).message == f"Ouvert !\n{LINK}"


def test_another_language_and_another_wave_have_their_own():
    PostText.objects.create(kind="opening", language="en", text="Open!\n{link}")
    PostText.objects.create(
        kind="opening", language="fr", wave="reminder", text="Bientôt\n{link}"
    )
    town = PostSettings()
    assert compose(ITEM, LINK, town).message.startswith("Une nouvelle vitrine")
    assert compose(ITEM, LINK, town, wave="reminder").message == f"Bientôt\n{LINK}"

"""The Page as residents see it."""

import pytest
from bs4 import BeautifulSoup

from publishing.facebook.sandbox.models import Fault
from publishing.facebook.sandbox.page import ensure_page

HOME = "/sandbox/facebook/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client):
    def shown(address=HOME, language="en"):
        response = client.get(address, headers={"Accept-Language": language})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return shown


def test_without_a_page_it_says_how_to_get_one(shown):
    assert shown().h1.get_text() == "There is no Page yet"


def test_posts_stand_newest_first(shown, page):
    for message in ("Un", "Deux", "Trois"):
        page.posts.create(message=message)
    texts = [text.get_text(strip=True) for text in shown().select(".post-text p")]
    assert texts == ["Trois", "Deux", "Un"]


def test_an_unpublished_post_is_not_shown(shown, page):
    page.posts.create(message="Caché", is_published=False)
    assert shown().select(".post-mock") == []


def test_what_people_write_is_escaped(shown, page):
    post = page.posts.create(message="<script>x</script> & #fait")
    post.comments.create(name="<b>", message="<i>")
    html = shown()
    assert html.select("script, .post-comments b, .post-comments i") == []
    assert html.select_one(".post-text p").get_text() == "<script>x</script> & #fait"


def test_a_photo_has_its_words_and_size(shown, page):
    post = page.posts.create(message="Vu")
    post.photos.create(
        page=page, file="sandbox/x.jpg", width=30, height=20, alt_text="Du pain"
    )
    image = shown().select_one("img.post-photo")
    assert (image["alt"], image["src"]) == ("Du pain", "/media/sandbox/x.jpg")


def test_it_speaks_french(shown, page):
    assert shown(language="fr").select_one(".cover .button").get_text() == "Devenir fan"


def test_becoming_a_fan_counts_once_and_leaving_takes_it_back(client, shown, page):
    def click():
        client.post(f"{HOME}follow/", {"page": page.number})
        return shown().select_one(".cover-fans").get_text(strip=True)

    assert [click(), click(), click()] == ["1 fan", "0 fans", "1 fan"]


def test_one_visitor_has_one_reaction(client, page):
    post = page.posts.create(message="Bonjour")
    address = f"{HOME}posts/{post.number}/react/"
    for kind in ("LIKE", "LOVE"):
        client.post(address, {"kind": kind})
    assert list(post.reactions.values_list("kind", flat=True)) == ["LOVE"]
    client.post(address, {"kind": "LOVE"})
    assert post.reactions.count() == 0


def test_a_comment_stands_below_its_post(client, shown, page):
    post = page.posts.create(message="Bonjour")
    response = client.post(
        f"{HOME}posts/{post.number}/comment/", {"name": "Ana", "message": "Bravo"}
    )
    assert response.url == f"{HOME}#post-{post.number}"
    comment = shown().select_one(".post-comments li")
    assert comment.get_text(" ", strip=True) == "Ana Bravo"


def test_an_empty_comment_is_not_kept(client, page):
    post = page.posts.create(message="Bonjour")
    client.post(f"{HOME}posts/{post.number}/comment/", {"message": " "})
    assert post.comments.count() == 0


def test_a_post_has_an_address_of_its_own(shown, page):
    post = page.posts.create(message="Seul")
    html = shown(f"{HOME}posts/{post.number}/")
    assert len(html.select(".post-mock")) == 1


def test_faults_are_switched_on_and_off(client, shown, page):
    client.post(f"{HOME}faults/", {"kind": "drop", "on": "1", "times": "3"})
    assert Fault.objects.get().times == 3
    assert shown().select_one(".fault-name .fault-on").get_text() == "for 3 calls"
    client.post(f"{HOME}faults/", {"kind": "drop"})
    assert Fault.objects.count() == 0


@pytest.mark.parametrize("path", ["follow/", "faults/", "posts/1/react/"])
def test_nothing_changes_by_looking(client, page, path):
    assert client.get(f"{HOME}{path}").status_code == 405


@pytest.mark.parametrize("count", [1, 20])
def test_twenty_posts_cost_no_more_queries_than_one(
    client, page, django_assert_num_queries, count
):
    for number in range(count):
        post = page.posts.create(message=f"Bonjour {number}")
        post.comments.create(name="Ana", message="Bravo")
        post.reactions.create(visitor="a")
        post.photos.create(page=page, file="sandbox/x.jpg", width=1, height=1)
    with django_assert_num_queries(10):
        client.get(HOME)


def test_thirty_posts_come_in_two_parts(shown, page):
    for number in range(30):
        page.posts.create(message=f"{number}")
    assert len(shown().select(".post-mock")) == 20
    assert len(shown(f"{HOME}?p=2").select(".post-mock")) == 10


def test_the_demonstrations_page_is_made_once():
    first = ensure_page("Commerces en ville", earlier_fans=90)
    assert ensure_page("Commerces en ville") == first

"""What the sandbox's Graph API answers."""

import json
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from publishing.facebook.sandbox.models import Fan, Photo
from tests.publishing.facebook.conftest import PAGE_ID, jpeg


def test_each_answer_tells_version_and_usage(call):
    call("GET", PAGE_ID)
    assert call.headers["facebook-api-version"] == "v26.0"
    assert json.loads(call.headers["X-App-Usage"])["call_count"] == 1
    [usage] = json.loads(call.headers["X-Business-Use-Case-Usage"])["page"]
    assert usage["estimated_time_to_regain_access"] == 0


def test_a_version_that_has_ended_is_answered_by_the_oldest(client, token):
    response = client.get(f"/sandbox/graph/v2.8/me?access_token={token.text}")
    assert response.headers["facebook-api-version"] == "v21.0"


def test_fans_are_counted(call, page):
    page.earlier_fans = 120
    page.save()
    Fan.objects.create(page=page, visitor="a")
    fields = "followers_count,fan_count,name"
    assert call("GET", PAGE_ID, fields=fields) == (
        200,
        {
            "id": PAGE_ID,
            "name": "Commerces en ville",
            "followers_count": 121,
            "fan_count": 121,
        },
    )


def test_a_photo_waits_unseen_until_a_post_shows_it(call, page):
    file = SimpleUploadedFile("photo.jpg", jpeg(), "image/jpeg")
    path = f"{PAGE_ID}/photos"
    _, photo = call(
        "POST", path, source=file, published="false", alt_text_custom="Pain"
    )
    assert list(photo) == ["id"]
    assert call("GET", f"{PAGE_ID}/published_posts") == (200, {"data": []})
    media = {"attached_media[0]": json.dumps({"media_fbid": photo["id"]})}
    _, post = call("POST", f"{PAGE_ID}/feed", message="Bonjour", **media)
    kept = Photo.objects.get()
    assert (kept.post.remote_id, kept.alt_text) == (post["id"], "Pain")
    with kept.file.open() as file:
        assert file.read() == jpeg()


def test_a_published_photo_is_a_post(call, page):
    file = SimpleUploadedFile("photo.jpg", jpeg(), "image/jpeg")
    _, photo = call("POST", f"{PAGE_ID}/photos", source=file, caption="Bonjour")
    assert photo["post_id"] == page.posts.get(message="Bonjour").remote_id


def test_a_new_post_can_be_read_in_the_same_call(call, page):
    _, post = call("POST", f"{PAGE_ID}/feed?fields=id,message", message="Bonjour")
    assert post == {"id": page.posts.get().remote_id, "message": "Bonjour"}


def test_a_link_is_given_back_wrapped(call):
    link = "https://ville.example/p/bcdf234567?a=b"
    call("POST", f"{PAGE_ID}/feed", message="Bonjour", link=link)
    fields = "attachments{url,unshimmed_url}"
    _, listed = call("GET", f"{PAGE_ID}/published_posts", fields=fields)
    [attachment] = listed["data"][0]["attachments"]["data"]
    assert attachment == {
        "url": "https://l.facebook.com/l.php?u=https%3A%2F%2Fville.example%2Fp%2F"
        "bcdf234567%3Fa%3Db&h=AT0",
        "unshimmed_url": link,
    }


def test_an_unpublished_post_is_in_the_feed_only(call, page):
    page.posts.create(message="Caché", is_published=False)
    assert call("GET", f"{PAGE_ID}/published_posts")[1]["data"] == []
    assert len(call("GET", f"{PAGE_ID}/feed")[1]["data"]) == 1


def test_counters_come_as_summaries(call, page):
    post = page.posts.create(message="Bonjour")
    post.comments.create(name="Ana", message="Bravo")
    post.reactions.create(visitor="a")
    post.reactions.create(visitor="b")
    fields = "reactions.limit(0).summary(total_count),comments.limit(0).summary(true)"
    assert call("GET", post.remote_id, fields=fields)[1] == {
        "id": post.remote_id,
        "reactions": {"data": [], "summary": {"total_count": 2}},
        "comments": {"data": [], "summary": {"total_count": 1}},
    }


def test_comments_are_read_and_written(call, page):
    post = page.posts.create(message="Bonjour")
    _, written = call("POST", f"{post.remote_id}/comments", message="Merci")
    _, listed = call("GET", f"{post.remote_id}/comments", fields="id,message,from")
    writer = {"id": page.number, "name": page.name}
    assert listed["data"] == [{"id": written["id"], "message": "Merci", "from": writer}]


def test_the_page_figure_has_its_day(call, page):
    answer = call("GET", f"{PAGE_ID}/insights", metric="page_follows", period="day")
    [figure] = answer[1]["data"]
    assert figure["name"] == "page_follows"
    assert figure["values"][0]["value"] == 0


def test_a_link_can_be_scraped_anew(call):
    answer = call("POST", "?scrape=true&id=https://elsewhere.example/")
    assert answer == (
        200,
        {"url": "https://elsewhere.example/", "title": "", "description": ""},
    )


def test_listing_thirty_posts_costs_no_more_queries_than_one(
    call, page, django_assert_num_queries
):
    fields = "id,message,attachments,reactions.summary(true),comments.summary(true)"

    def read():
        return call("GET", f"{PAGE_ID}/published_posts", fields=fields, limit=50)

    for count in (1, 30):
        while page.posts.count() < count:
            post = page.posts.create(message=f"{page.posts.count()}")
            post.comments.create(name="Ana", message="Bravo")
            post.photos.create(page=page, file="sandbox/x.jpg", width=1, height=1)
        with django_assert_num_queries(9):
            assert len(read()[1]["data"]) == count


def test_posts_are_listed_by_when_they_were_posted(call, page):
    now = timezone.now()
    for days in (2, 0, 3, 1, 0):
        page.posts.create(message=f"{days}", created_at=now - timedelta(days=days))
    messages, after = [], {}
    while True:
        _, part = call("GET", f"{PAGE_ID}/published_posts", limit=2, **after)
        messages += [post["message"] for post in part["data"]]
        if "next" not in part["paging"]:
            break
        after = {"after": part["paging"]["cursors"]["after"]}
    assert messages == ["0", "0", "1", "2", "3"]

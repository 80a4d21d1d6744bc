"""The sandbox refuses what Facebook refuses, in Facebook's words and numbers."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from publishing.facebook.sandbox.models import AccessToken, Photo, SandboxPage
from tests.publishing.facebook.conftest import PAGE_ID, jpeg


def numbers(answer):
    status, body = answer
    error = body["error"]
    return status, error["code"], error.get("error_subcode")


def test_without_a_token_nothing_is_said(call):
    assert numbers(call("GET", PAGE_ID, as_token="")) == (400, 104, None)


def test_a_wrong_token_is_repeated_as_facebook_does(call):
    status, body = call("GET", PAGE_ID, as_token="EAAwrong")
    assert status == 400
    assert body["error"].pop("fbtrace_id")
    assert body["error"] == {
        "message": "Malformed access token EAAwrong",
        "type": "OAuthException",
        "code": 190,
    }


def test_an_expired_token_is_refused(call, token):
    token.expires_at = timezone.now() - timedelta(seconds=1)
    token.save()
    assert numbers(call("GET", PAGE_ID)) == (400, 190, 463)


def test_another_page_is_out_of_reach(call):
    other = SandboxPage.objects.create(name="Autre")
    post = other.posts.create(message="Bonjour")
    assert numbers(call("GET", other.number)) == (400, 100, 33)
    assert numbers(call("POST", f"{other.number}/feed", message="!")) == (400, 100, 33)
    assert numbers(call("DELETE", post.remote_id)) == (400, 100, 33)
    assert other.posts.count() == 1


def test_a_persons_token_cannot_post(call, token):
    token.kind = AccessToken.Kind.USER
    token.save()
    answer = call("POST", f"{PAGE_ID}/feed", message="Bonjour")
    assert numbers(answer) == (400, 190, 2069032)


@pytest.mark.parametrize(
    ("scope", "method", "edge", "code"),
    [
        ("pages_manage_posts", "POST", "feed", 200),
        ("pages_read_engagement", "GET", "published_posts", 10),
    ],
)
def test_a_missing_permission_is_refused(call, token, scope, method, edge, code):
    token.scopes.remove(scope)
    token.save()
    answer = call(
        method, f"{PAGE_ID}/{edge}", **({"message": "B"} if code == 200 else {})
    )
    assert numbers(answer) == (400, code, None)


def test_a_wrong_proof_is_refused(call):
    assert numbers(call("GET", PAGE_ID, appsecret_proof="0" * 64)) == (400, 100, None)


def test_the_same_text_twice_in_a_row_is_refused(call, page):
    assert call("POST", f"{PAGE_ID}/feed", message="Bonjour")[0] == 200
    again = call("POST", f"{PAGE_ID}/feed", message="Bonjour")
    assert numbers(again) == (400, 506, None)
    assert call("POST", f"{PAGE_ID}/feed", message="Autre")[0] == 200
    assert call("POST", f"{PAGE_ID}/feed", message="Bonjour")[0] == 200
    assert page.posts.count() == 3


def test_a_post_needs_something(call):
    assert numbers(call("POST", f"{PAGE_ID}/feed")) == (400, 100, None)


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", jpeg()[:200], b"GIF89a" + bytes(20)]
)
def test_a_photo_that_cannot_be_decoded_is_refused(call, data):
    file = SimpleUploadedFile("photo.jpg", data, "image/jpeg")
    answer = call("POST", f"{PAGE_ID}/photos", source=file, published="false")
    assert numbers(answer) == (400, 324, None)
    assert Photo.objects.count() == 0


def test_a_photo_of_more_than_ten_megabytes_is_refused(call):
    file = BytesIO(jpeg() + bytes(10 * 1024 * 1024))
    file.name = "photo.jpg"
    answer = call("POST", f"{PAGE_ID}/photos", source=file, published="false")
    assert numbers(answer) == (400, 324, 1366046)


@pytest.mark.parametrize("media", ["media_fbid", "[7]", '[{"id": 1}]', "[{}]"])
def test_photos_that_are_not_a_list_of_numbers_are_refused(call, media):
    answer = call("POST", f"{PAGE_ID}/feed", message="B", attached_media=media)
    assert numbers(answer) == (400, 100, None)


def test_an_unknown_photo_is_refused(call):
    media = '[{"media_fbid": "404"}]'
    answer = call("POST", f"{PAGE_ID}/feed", message="B", attached_media=media)
    assert numbers(answer) == (400, 100, None)


def test_a_photo_is_shown_once(call, page):
    post = page.posts.create()
    photo = page.photos.create(post=post, file="sandbox/x.jpg", width=1, height=1)
    media = f'[{{"media_fbid": "{photo.number}"}}]'
    answer = call("POST", f"{PAGE_ID}/feed", message="B", attached_media=media)
    assert numbers(answer) == (400, 100, 1366051)


@pytest.mark.parametrize("fields", ["id,nonsense", "id,", "attachments{url", "id}"])
def test_fields_that_do_not_exist_are_refused(call, page, fields):
    page.posts.create(message="Bonjour")
    answer = call("GET", f"{PAGE_ID}/published_posts", fields=fields)
    assert answer[0] == 400


@pytest.mark.parametrize("params", [{"after": "%"}, {"after": "YQ=="}, {"limit": "x"}])
def test_a_cursor_that_means_nothing_is_refused(call, params):
    assert numbers(call("GET", f"{PAGE_ID}/feed", **params)) == (400, 100, None)


def test_an_unknown_edge_is_refused(call):
    assert numbers(call("GET", f"{PAGE_ID}/nonsense")) == (400, 100, 33)


def test_an_unknown_insights_metric_is_refused(call):
    answer = call("GET", f"{PAGE_ID}/insights", metric="page_fans")
    assert numbers(answer) == (400, 100, None)

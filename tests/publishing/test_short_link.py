"""The short link: leads to the page, counts visits, knows nobody."""

import pytest
from django.utils import timezone

from publishing.models import DailyVisits, Publication

pytestmark = pytest.mark.django_db

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) Safari/604.1"


@pytest.fixture
def address(planned):
    return f"/p/{planned.pk}"


def visits():
    return list(DailyVisits.objects.values_list("day", "count"))


def test_it_leads_to_the_page_and_counts_the_visit_of_the_day(client, address, news):
    for _ in range(2):
        answer = client.get(address, headers={"User-Agent": PHONE})
    assert answer.status_code == 302
    assert answer.url == news.url
    assert visits() == [(timezone.localdate(), 2)]


def test_it_follows_a_page_that_moved(client, address, news):
    news.slug = "autrement"
    news.save()
    news.refresh_from_db()
    assert client.get(address).url == news.url
    assert news.url.endswith("/autrement/")


def test_it_leaves_no_cookie_and_is_never_kept_in_a_cache(client, address):
    answer = client.get(address, headers={"User-Agent": PHONE})
    assert answer.cookies == {}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "program",
    [
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "WhatsApp/2.23.20.0",
        "",
    ],
)
def test_programs_are_led_but_not_counted(client, address, program):
    assert client.get(address, headers={"User-Agent": program}).status_code == 302
    assert visits() == []


def test_a_head_request_is_not_a_visit(client, address):
    assert client.head(address, headers={"User-Agent": PHONE}).status_code == 302
    assert visits() == []


def test_an_unknown_mark_is_not_found(client, db):
    assert client.get("/p/nonsense").status_code == 404


def test_a_page_that_is_offline_is_not_found(client, address, news):
    news.unpublish()
    assert client.get(address, headers={"User-Agent": PHONE}).status_code == 404
    assert visits() == []


def test_a_deleted_page_is_not_found(client, address, news):
    news.delete()
    assert client.get(address).status_code == 404
    assert Publication.objects.count() == 1


def test_nothing_but_reading_is_allowed(client, address):
    assert client.post(address).status_code == 405

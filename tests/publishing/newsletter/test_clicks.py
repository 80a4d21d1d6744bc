"""Clicks on an issue's links: counted without the person, machines set apart."""

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from publishing.newsletter import clicks
from publishing.newsletter.models import DailyClicks, FrozenIssue, Link

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) Safari/604.1"
READER, NEIGHBOUR, OTHER = "8.8.4.4", "8.8.4.9", "81.2.69.160"
TARGET = "https://sondage.example/?a=1"

pytestmark = pytest.mark.django_db


@pytest.fixture
def links(plan_issue):
    frozen = FrozenIssue.objects.create(publication=plan_issue(), subject="Décembre")
    return Link.objects.bulk_create(
        Link(issue=frozen, position=position, target=TARGET) for position in range(5)
    )


@pytest.fixture
def click(client):
    def once(link: Link, caller: str = READER, **headers):
        headers = {"User-Agent": PHONE, **headers}
        return client.get(f"/n/{link.pk}", headers=headers, REMOTE_ADDR=caller)

    return once


def counted() -> tuple[int, int]:
    rows = DailyClicks.objects.values_list("people", "machines")
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def test_it_leads_to_its_target_and_counts_the_day(links, click):
    answer = click(links[0])
    assert (answer.status_code, answer["Location"]) == (302, TARGET)
    row = DailyClicks.objects.get()
    assert (row.link, row.day, row.people) == (links[0], timezone.localdate(), 1)


def test_it_leads_nowhere_else_than_it_was_laid(client, links):
    answer = client.get(f"/n/{links[0].pk}?next=https://evil.example/&url=//evil")
    assert answer["Location"] == TARGET
    assert client.get("/n/nonsense").status_code == 404
    assert client.get("/n/https://evil.example/").status_code == 404
    assert client.post(f"/n/{links[0].pk}").status_code == 405


def test_it_leaves_no_cookie_and_is_never_kept_in_a_cache(links, click):
    answer = click(links[0])
    assert answer.cookies == {}
    assert "no-store" in answer["Cache-Control"]


def test_a_second_click_of_the_same_hour_is_the_same(links, click):
    for _ in range(3):
        click(links[0])
    click(links[0], OTHER)
    assert counted() == (2, 0)


def test_a_later_click_costs_one_statement_beside_reading_the_link(
    links, click, django_assert_num_queries
):
    click(links[0])
    with django_assert_num_queries(2):
        click(links[0], OTHER)
    assert counted() == (2, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"X-Moz": "prefetch"},
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; BarracudaCentral)"},
        {"User-Agent": "Mozilla/5.0 Proofpoint-URL-Defense"},
        {"User-Agent": "Mozilla/5.0 (X11; Linux) HeadlessChrome/140.0"},
    ],
)
def test_programs_are_led_and_set_apart(links, click, headers):
    assert click(links[0], **headers).status_code == 302
    assert counted() == (0, 1)


def test_a_head_request_is_set_apart(client, links):
    answer = client.head(f"/n/{links[0].pk}", headers={"User-Agent": PHONE})
    assert answer.status_code == 302
    assert counted() == (0, 1)


def test_a_network_that_opens_several_links_at_once_is_a_machine_from_the_first(
    links, click
):
    for link, caller in zip(links, [READER, NEIGHBOUR] * 3, strict=False):
        click(link, caller)
    assert counted() == (0, 5)
    click(links[0], OTHER)
    assert counted() == (1, 5)


def test_a_link_that_a_machine_opened_already_is_no_sign_of_a_person(links, click):
    for link in links[:3]:
        click(link)
    click(links[0], NEIGHBOUR)
    assert counted() == (0, 4)


def test_somebody_who_reads_and_clicks_in_her_own_time_is_a_person(links, click):
    with time_machine.travel("2026-12-01 08:00+01:00", tick=False) as clock:
        for link in links:
            click(link)
            clock.shift(clicks.SECONDS + 1)
    assert counted() == (5, 0)


def test_behind_a_proxy_nobody_told_of_readers_are_not_one_network(links, click):
    for link in [*links, links[0]]:
        click(link, "127.0.0.1")
    assert counted() == (6, 0)


def test_nothing_keeps_the_readers_address(links, click):
    click(links[0])
    kept = f"{cache._cache} {list(DailyClicks.objects.values())}"
    assert "newsletter.clicks." in kept
    assert READER not in kept
    assert READER.rpartition(".")[0] not in kept


def test_who_cannot_be_counted_is_led_all_the_same(links, click, monkeypatch):
    def broken(*args):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", broken, raising=False)
    assert click(links[0])["Location"] == TARGET
    assert counted() == (0, 0)

"""The newsletter's page and the archive of its issues."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing.contract import Audience, Status
from publishing.models import Publication
from publishing.newsletter.models import IssuePage
from tests.factories import make_event, make_news, make_photo, make_shop

pytestmark = pytest.mark.django_db


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_archive_has_nothing_of_a_person(
    post_office, make_subscribers, plan_for_newsletter, plan_issue, send, client
):
    make_subscribers(1, name="Zoé Personne")
    plan_for_newsletter(make_news())
    issue = plan_issue()
    send(issue)
    archive = client.get(issue.page.specific.url).content.decode()
    for personal in ("Zoé", "reader-0", "/newsletter/quitter/"):
        assert personal not in archive


def test_what_is_for_merchants_only_is_in_the_mail_and_not_in_the_archive(
    post_office, make_subscribers, plan_for_newsletter, plan_issue, send, client
):
    make_subscribers(1)
    plan_for_newsletter(make_news(title="Petit-déjeuner", audience=Audience.MERCHANTS))
    issue = plan_issue(subject="Le mois")
    send(issue)
    assert "Petit-déjeuner" in post_office.parsed().get_body(("plain",)).get_content()
    assert "Petit-déjeuner" not in client.get(issue.page.specific.url).content.decode()


def test_an_issue_is_listed_once_it_has_left(
    post_office, plan_issue, send, client, make_subscribers
):
    make_subscribers(1)
    issue = plan_issue()
    assert list(client.get("/newsletter/").context["issues"]) == []
    send(issue)
    Publication.objects.filter(pk=issue.pk).update(state="published", remote_id="x")
    assert list(client.get("/newsletter/").context["issues"]) == [issue.page.specific]


def test_the_list_costs_the_same_with_one_issue_and_with_thirty(
    client, newsletter_page
):
    newsletter_page.add_child(instance=IssuePage(title="Un"))
    with_one = queries_of(client, "/newsletter/")
    for number in range(29):
        newsletter_page.add_child(instance=IssuePage(title=f"Numéro {number}"))
    assert queries_of(client, "/newsletter/") == with_one


@pytest.mark.parametrize("count", [1, 30])
def test_an_archived_issue_costs_few_queries_however_long_it_is(
    post_office, plan_for_newsletter, plan_issue, send, client, count
):
    shop = make_shop()
    for number in range(count):
        plan_for_newsletter(make_news(shop, title=f"Nouvelle {number}"))
    issue = plan_issue()
    send(issue)
    assert queries_of(client, issue.page.specific.url) <= 18


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "\0"])
def test_odd_page_numbers_show_some_page(client, page):
    assert client.get("/newsletter/", {"page": page}).status_code == 200


@pytest.fixture
def sent_issue(post_office, plan_issue, send):
    """An issue that has left, found by the search at once."""

    def leave(**words) -> IssuePage:
        issue = plan_issue(**words)
        with TestCase.captureOnCommitCallbacks(execute=True):
            send(issue)
        Publication.objects.filter(Q(pk=issue.pk) | Q(carrier=issue)).update(
            state="published", remote_id=F("pk"), published_at=timezone.now()
        )
        return issue.page.specific

    return leave


def found(client, words: str) -> list[IssuePage]:
    return list(client.get("/newsletter/", {"q": words}).context["issues"])


def test_an_issue_is_found_by_what_it_said(
    client, newsletter_page, plan_for_newsletter, sent_issue
):
    plan_for_newsletter(make_news(title="Un four", text="Cinq sortes de kouglof."))
    issue = sent_issue()
    newsletter_page.add_child(instance=IssuePage(title="Autre chose"))
    assert found(client, "kouglof") == [issue]
    assert found(client, "« Kouglof »") == [issue]
    assert found(client, "croissant") == []


def test_nobody_finds_an_issue_by_what_is_for_merchants_only(
    client, plan_for_newsletter, sent_issue
):
    plan_for_newsletter(make_news(title="Petit-déjeuner", audience=Audience.MERCHANTS))
    sent_issue(subject="Le mois")
    assert found(client, "déjeuner") == []


def test_the_list_shows_the_first_picture_that_everybody_may_see(
    client, plan_for_newsletter, sent_issue
):
    hidden = {"audience": Audience.MERCHANTS, "alt_text": "Une salle"}
    plan_for_newsletter(make_news(title="Réunion", photo=make_photo(), **hidden))
    plan_for_newsletter(
        make_news(title="Un four", photo=make_photo(), alt_text="Un four")
    )
    sent_issue(subject="Le mois")
    [entry] = client.get("/newsletter/").context["entries"]
    assert (entry.picture["alt"], entry.headlines) == ("Un four", ["Un four"])


def test_issues_come_as_rss(client, plan_for_newsletter, sent_issue):
    plan_for_newsletter(make_news(title="Un four & un pain", photo=make_photo()))
    issue = sent_issue(subject="Le mois")
    feed = client.get("/newsletter.rss").content.decode()
    assert f"<link>{issue.full_url}</link>" in feed
    assert "<description>Le mois · Un four &amp; un pain</description>" in feed
    assert feed.count("<enclosure ") == 1


def test_the_issue_that_corrected_an_item_is_named_there(
    client, plan_for_newsletter, sent_issue
):
    event = make_event(title="Balade", starts_at=timezone.now() + timedelta(days=9))
    plan_for_newsletter(event)
    first = sent_issue(subject="Le mois")
    before = client.get(first.url).content.decode()
    event.status = Status.CANCELLED
    event.save_revision().publish()
    second = sent_issue(subject="Rectifié", title="Deuxième", slug="deuxieme")
    assert "Changé depuis" not in before
    page = client.get(first.url).content.decode()
    assert " ".join(page.split()).count("Annulé. <a") == 1
    assert f'href="{second.url}"' in page
    assert "Changé depuis" not in client.get(second.url).content.decode()


def test_each_issue_has_the_sign_up_beside_it(client, sent_issue):
    page = client.get(sent_issue(subject="Le mois").url)
    assert '<form class="form" method="post" action="/newsletter/"' in (
        page.content.decode()
    )

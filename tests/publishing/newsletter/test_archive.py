"""The newsletter's page and the archive of its issues."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.contract import Audience
from publishing.models import Publication
from publishing.newsletter.models import IssuePage
from tests.factories import make_news, make_shop

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
    assert queries_of(client, issue.page.specific.url) <= 15


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "\0"])
def test_odd_page_numbers_show_some_page(client, page):
    assert client.get("/newsletter/", {"page": page}).status_code == 200

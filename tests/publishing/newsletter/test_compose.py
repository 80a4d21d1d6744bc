"""Composing: an issue gathers what was approved, each item once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter.blocks import publications_of
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import FrozenIssue, IssuePage
from tests.factories import make_event, make_news, make_shop

pytestmark = pytest.mark.django_db


def outline(issue: IssuePage) -> list[str]:
    lines = []
    for block in issue.body:
        if block.block_type == "item" or block.block_type == "workshop":
            lines.append(block.value["publication"].page_title)
        elif block.block_type == "agenda":
            lines += [entry["title"] for entry in block.value["entries"]]
        elif block.block_type == "heading":
            lines.append(f"# {block.value}")
        else:
            lines.append(f"({block.block_type})")
    return lines


def items_of(issue: IssuePage) -> list[str]:
    return [line for line in outline(issue) if not line.startswith("#")]


def take_out(issue: IssuePage, title: str) -> None:
    del issue.body[outline(issue).index(title)]
    issue.save_revision()


@pytest.fixture
def approved(plan_for_newsletter):
    shop, now = make_shop(), timezone.now()
    return [
        plan_for_newsletter(page)
        for page in (
            make_news(shop, title="Portrait", kind="portrait"),
            make_news(shop, title="Ouverture", kind="opening"),
            make_event(title="Plus tard", starts_at=now + timedelta(days=9)),
            make_event(title="Bientôt", starts_at=now + timedelta(days=2)),
        )
    ]


def test_openings_come_first_then_news_then_the_agenda_by_date(
    approved, newsletter_page, manager
):
    issue = compose_issue(newsletter_page, manager)
    assert outline(issue) == [
        "# Ce qui a changé",
        "# Ouvertures et nouvelles",
        "Ouverture",
        "Portrait",
        "# Ateliers",
        "# Agenda",
        "Bientôt",
        "Plus tard",
        "# Le chiffre",
    ]
    assert issue.subject == "Ouverture"
    assert issue.live is False


def test_composing_again_gives_the_same_draft(approved, newsletter_page, manager):
    first = compose_issue(newsletter_page, manager)
    second = compose_issue(newsletter_page, manager)
    assert second.pk == first.pk
    assert outline(second) == outline(first)
    assert first.revisions.count() == 1


def test_composing_again_adds_what_was_approved_since(
    approved, newsletter_page, manager, plan_for_newsletter
):
    compose_issue(newsletter_page, manager)
    plan_for_newsletter(make_news(title="Nouveau"))
    starts_at = timezone.now() + timedelta(days=5)
    plan_for_newsletter(make_event(title="Entre les deux", starts_at=starts_at))
    issue = compose_issue(newsletter_page, manager)
    assert items_of(issue) == [
        "Ouverture",
        "Portrait",
        "Nouveau",
        "Bientôt",
        "Entre les deux",
        "Plus tard",
    ]


def test_what_the_manager_took_out_stays_out_of_the_draft(
    approved, newsletter_page, manager
):
    take_out(compose_issue(newsletter_page, manager), "Ouverture")
    assert "Ouverture" not in outline(compose_issue(newsletter_page, manager))


def test_what_is_planned_for_later_waits(newsletter_page, newsletter_channel, manager):
    at = timezone.now() + timedelta(days=60)
    Publication.objects.plan(make_news(), newsletter_channel, at)
    assert items_of(compose_issue(newsletter_page, manager)) == []


def test_planning_the_issue_binds_its_items(approved, plan_issue):
    issue = plan_issue()
    assert set(issue.cargo.all()) == set(approved)


def test_an_item_taken_out_waits_for_the_next_issue(
    approved, plan_issue, newsletter_page, manager
):
    issue = plan_issue()
    page = issue.page.specific
    take_out(page, "Ouverture")
    page.get_latest_revision().publish()
    opening = approved[1]
    opening.refresh_from_db()
    assert (opening.state, opening.carrier) == (Publication.State.PLANNED, None)
    assert "Ouverture" in outline(compose_issue(newsletter_page, manager))


def test_an_item_of_a_cancelled_issue_is_free_for_the_next(
    approved, plan_issue, newsletter_page, manager
):
    plan_issue().cancel()
    following = compose_issue(newsletter_page, manager)
    assert set(publications_of(following.body)) == set(approved)


def test_an_item_is_never_in_two_issues(
    approved, plan_issue, newsletter_page, manager, post_office, make_subscribers, send
):
    make_subscribers(1)
    send(plan_issue())
    second = plan_issue(body=[("item", {"publication": approved[0]})])
    send(second)
    assert second.cargo.count() == 0
    assert FrozenIssue.objects.get(publication=second).pieces == []


def test_an_item_whose_page_is_not_live_waits_for_the_next_issue(
    approved, plan_issue, post_office, make_subscribers, send
):
    make_subscribers(1)
    issue = plan_issue()
    approved[1].page.specific.unpublish()
    send(issue)
    opening = approved[1]
    opening.refresh_from_db()
    assert (opening.state, opening.carrier) == (Publication.State.PLANNED, None)
    mail = post_office.parsed().get_body(("plain",)).get_content()
    assert approved[0].short_link in mail
    assert opening.short_link not in mail


def test_what_left_does_not_change_with_the_pages(
    approved, plan_issue, post_office, make_subscribers, send, client
):
    make_subscribers(1)
    issue = plan_issue()
    send(issue)
    page = approved[1].page.specific
    page.title = "Autre titre"
    page.save_revision().publish()
    archive = client.get(issue.page.specific.url).content.decode()
    assert ">Ouverture</a>" in archive
    assert "Autre titre" not in archive

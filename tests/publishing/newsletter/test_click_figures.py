"""What readers clicked, on the desk: nothing that gives a person away."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.newsletter.figures import Clicks
from publishing.newsletter.models import DailyClicks, Delivery, FrozenIssue, Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(plan_issue, make_subscribers):
    make_subscribers(12)
    issue = plan_issue()
    FrozenIssue.objects.create(publication=issue, subject="Décembre")
    Delivery.objects.all().enlist(issue)
    Delivery.objects.update(state="sent")
    return issue


@pytest.fixture
def lay(issue):
    """Lay links in sections; each was clicked so often on each of two days."""

    def lay_links(*laid: tuple[str, int], machines: int = 0) -> None:
        links = Link.objects.bulk_create(
            Link(
                issue=issue.frozen_issue,
                position=position,
                section=section,
                words=f"Lien {position}",
                target="https://sondage.example/",
            )
            for position, (section, _people) in enumerate(laid)
        )
        DailyClicks.objects.bulk_create(
            DailyClicks(link=link, day=date(2026, 12, day), people=n, machines=machines)
            for link, (_section, n) in zip(links, laid, strict=True)
            for day in (1, 2)
        )

    return lay_links


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def address_of(issue) -> str:
    return f"/gestion/newsletter/issues/deliveries/{issue.pk}/"


def said(issue) -> list[tuple]:
    return [
        (s.heading, s.people, s.at_least, [link.people for link in s.links])
        for s in Clicks.of(issue, readers=12).sections
    ]


@pytest.mark.parametrize(
    ("clicks", "people", "at_least", "links"),
    [
        ([5, 15], 40, False, [10, 30]),
        ([4], None, True, [None]),
        ([0], None, True, [None]),
        ([15, 4], 30, True, [30, None]),
        ([15, 4, 0], 30, True, [30, None, None]),
        ([15, 4, 3], 44, False, [30, None, None]),
        ([4, 3], 14, False, [None, None]),
    ],
)
def test_a_few_clicks_have_no_figure_and_no_difference_gives_them_away(
    issue, lay, clicks, people, at_least, links
):
    lay(*(("Agenda", number) for number in clicks), machines=50)
    assert said(issue) == [("Agenda", people, at_least, links)]


def test_a_section_that_comes_back_is_one(issue, lay):
    lay(("Agenda", 6), ("", 6), ("Agenda", 6))
    assert said(issue) == [("Agenda", 24, False, [12, 12]), ("", 12, False, [12])]


def test_the_desk_shows_them_below_the_delivery(desk, issue, lay):
    lay(("Agenda", 20), ("Agenda", 1), machines=7)
    page = desk.get(address_of(issue)).content.decode()
    assert '<progress max="40" value="40"' in page
    assert "Ce que les lecteurs ont ouvert" in page
    assert "moins de 10" in page
    assert "28 clics" in page


def test_an_issue_for_a_few_has_no_figures(desk, issue, lay):
    lay(("Agenda", 20))
    Delivery.objects.filter(pk__in=Delivery.objects.all()[:3]).update(state="refused")
    page = desk.get(address_of(issue)).content.decode()
    assert "Moins de dix personnes" in page
    assert 'value="40"' not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_screen_costs_the_same_with_one_link_and_with_thirty(
    desk, issue, lay, count
):
    lay(*[("Agenda", 20)] * count)
    desk.get(address_of(issue))
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address_of(issue)).status_code == 200
    links = [q for q in captured if "newsletter_link" in q["sql"]]
    assert (len(links), len(captured) <= 25) == (1, True)

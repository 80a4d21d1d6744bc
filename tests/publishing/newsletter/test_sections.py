"""The sections of an issue: the town's own, in the town's order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import EventIndexPage, SessionPage, WorkshopPage
from publishing import figures
from publishing.contract import Audience, Status
from publishing.models import Publication
from publishing.newsletter import contents, render
from publishing.newsletter.compose import compose_issue
from tests.factories import make_event, make_news
from tests.publishing.newsletter.test_compose import outline, take_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(db):
    """A workshop with two dates, of which the second is full."""
    page = WorkshopPage(title="Vendre en ligne", text="Apprenez.", places=12)
    EventIndexPage.objects.get().add_child(instance=page)
    soon = timezone.now() + timedelta(days=10)
    for days, status in ((0, Status.SCHEDULED), (1, Status.FULL)):
        starts_at = soon + timedelta(days=days)
        session = SessionPage(
            title=f"Séance {days + 1}", starts_at=starts_at, places=12, status=status
        )
        page.add_child(instance=session)
    return page


def mail_of(issue) -> str:
    said = contents.of_page(issue)
    return render.as_text(said, "fr", greeting="Bonjour,", leave_url="#")


def pieces_of(issue) -> list[str]:
    return [block.block_type for block in issue.body]


def test_the_town_says_which_sections_there_are_and_in_which_order(
    newsletter_page, manager, plan_for_newsletter
):
    newsletter_page.sections = [
        ("agenda", {"heading": "À vos agendas"}),
        ("own", {"heading": "On a aimé"}),
        ("edito", None),
        ("news", {"heading": ""}),
    ]
    newsletter_page.save()
    plan_for_newsletter(make_news(title="Une mercerie ouvre"))
    plan_for_newsletter(make_event(starts_at=timezone.now() + timedelta(days=9)))
    assert outline(compose_issue(newsletter_page, manager)) == [
        "# À vos agendas",
        "Fête de rue",
        "# On a aimé",
        "(text)",
        "(edito)",
        "# Ouvertures et nouvelles",
        "Une mercerie ouvre",
    ]


def test_what_has_no_section_waits(newsletter_page, manager, plan_for_newsletter):
    newsletter_page.sections = [("agenda", {"heading": ""})]
    newsletter_page.save()
    item = plan_for_newsletter(make_news())
    assert outline(compose_issue(newsletter_page, manager)) == ["# Agenda"]
    assert compose_issue(newsletter_page, manager).revisions.count() == 1
    item.refresh_from_db()
    assert (item.state, item.carrier) == (Publication.State.PLANNED, None)


def test_an_edito_further_down_stands_there_only(newsletter_page, manager):
    newsletter_page.sections = [("figure", {"heading": ""}), ("edito", None)]
    newsletter_page.save()
    issue = compose_issue(newsletter_page, manager)
    issue.edito = "Chers commerçants"
    assert mail_of(issue).count("Chers commerçants") == 1
    assert pieces_of(issue) == ["heading", "edito"]


def test_coming_dates_that_were_approved_nowhere_come_by_themselves(
    newsletter_page, manager
):
    at = timezone.now()
    make_event(title="Bientôt", starts_at=at + timedelta(days=3))
    breakfast = {"audience": Audience.MERCHANTS, "starts_at": at + timedelta(days=5)}
    make_event(title="Petit-déjeuner", **breakfast)
    make_event(title="Dans deux mois", starts_at=at + timedelta(days=60))
    make_event(
        title="Annulée", starts_at=at + timedelta(days=4), status=Status.CANCELLED
    )
    issue = compose_issue(newsletter_page, manager, at)
    said = outline(issue)
    assert said[said.index("# Agenda") + 1 : said.index("# Le chiffre")] == [
        "Bientôt",
        "Petit-déjeuner",
    ]


def test_what_was_approved_for_another_channel_only_stays_out(
    newsletter_page, newsletter_channel, manager
):
    at = timezone.now()
    event = make_event(title="Ailleurs", starts_at=at + timedelta(days=3))
    Publication.objects.plan(event, newsletter_channel, at).cancel()
    assert "Ailleurs" not in outline(compose_issue(newsletter_page, manager, at))


def test_workshops_with_places_have_a_button_and_full_ones_do_not(
    workshop, newsletter_page, newsletter_channel, manager
):
    at = timezone.now()
    for session in SessionPage.objects.child_of(workshop):
        Publication.objects.plan(session, newsletter_channel, at)
    issue = compose_issue(newsletter_page, manager, at)
    said = outline(issue)
    assert said[said.index("# Ateliers") + 1] == "Séance 1"
    assert said[said.index("# Agenda") + 1] == "Séance 2"
    mail = mail_of(issue)
    assert "12 places" in mail
    assert mail.count("S’inscrire") == 1
    assert "Séance 2 · Complet" in mail


def test_the_figure_is_what_somebody_counted(newsletter_page, manager, monkeypatch):
    figure = figures.Figure(number="+12", label="abonnés de plus", source="Compté")
    monkeypatch.setattr(figures, "_sources", [lambda: figure, lambda: None])
    issue = compose_issue(newsletter_page, manager)
    assert "+12 — abonnés de plus\n(Compté)" in mail_of(issue)


def test_a_piece_for_the_web_version_is_not_in_the_mail(
    newsletter_page, manager, client
):
    issue = compose_issue(newsletter_page, manager)
    issue.body = [
        ("heading", "On a aimé"),
        ("quote", {"text": "Pour l’archive seulement", "who": "", "web_only": True}),
        ("heading", "Le chiffre"),
        (
            "poll",
            {"question": "Et vous ?", "url": "https://example.org/q", "button": ""},
        ),
    ]
    issue.save_revision().publish()
    mail = mail_of(issue)
    assert "Pour l’archive seulement" not in mail
    assert "On a aimé" not in mail
    assert "Et vous ?\nRépondre\nhttps://example.org/q" in mail
    archive = client.get(issue.url).content.decode()
    assert "Pour l’archive seulement" in archive


def test_an_item_that_is_over_before_it_could_be_told_is_missed(
    newsletter_page, manager, plan_for_newsletter
):
    past = timezone.now() - timedelta(days=2)
    item = plan_for_newsletter(make_event(starts_at=past, ends_at=past))
    issue = compose_issue(newsletter_page, manager)
    item.refresh_from_db()
    assert item.state == Publication.State.MISSED
    assert item.page_title not in outline(issue)


def test_a_workshop_taken_out_stays_out(workshop, newsletter_page, manager):
    at = timezone.now()
    issue = compose_issue(newsletter_page, manager, at)
    take_out(issue, "Séance 1")
    assert "Séance 1" not in outline(compose_issue(newsletter_page, manager, at))

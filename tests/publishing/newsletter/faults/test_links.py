"""Links are tried before an issue is approved, from outside and without danger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.newsletter.faults import links
from publishing.newsletter.faults.issue import faults_of
from publishing.newsletter.faults.links import Leads
from tests.factories import make_news


def text(*targets, web_only=False):
    html = "".join(f"<p><a {target}>ici</a></p>" for target in targets)
    return ("text", {"text": html, "web_only": web_only})


def said_of(issue) -> list[tuple[str, bool]]:
    return [(fault.sentence, fault.blocks) for fault in faults_of(issue)]


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/200", Leads.THERE),
        ("/403", Leads.THERE),
        ("/404", Leads.GONE),
        ("/410", Leads.GONE),
        ("/onward", Leads.GONE),
        ("/503", Leads.SILENT),
        ("/picky", Leads.THERE),
    ],
)
def test_the_answer_says_where_a_link_leads(elsewhere, path, leads):
    url = f"{elsewhere.url}{path}"
    assert links.look([url]) == {url: leads}


def test_an_answer_is_remembered_and_nobody_is_asked_twice(elsewhere):
    url = f"{elsewhere.url}/200"
    assert links.known([url]) == {}
    links.look([url])
    assert links.look([url]) == links.known([url]) == {url: Leads.THERE}
    assert elsewhere.asked == [("HEAD", "/200")]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.8", "localhost"]
)
def test_machines_of_our_own_network_are_never_called(host):
    url = f"http://{host}:9/"
    assert links.look([url]) == {url: Leads.PRIVATE}


def test_who_keeps_silent_does_not_keep_us(elsewhere, monkeypatch):
    monkeypatch.setattr(links, "WHOLE_PATIENCE", 0)
    url = f"{elsewhere.url}/200"
    assert links.look([url]) == {url: Leads.SILENT}


@pytest.mark.django_db
def test_a_dead_link_blocks_and_a_silent_site_warns(make_issue, elsewhere):
    gone, silent = f"{elsewhere.url}/404", f"{elsewhere.url}/500"
    issue = make_issue([text(f'href="{gone}"', f'href="{silent}"')])
    (dead, blocks), (quiet, warns) = said_of(issue)
    assert dead == (
        f"{gone} n’existe pas ou plus. Corrigez l’adresse ou retirez le lien."
    )
    assert quiet == (
        f"{silent} ne répond pas pour l’instant. "
        "Ouvrez le lien vous-même avant d’approuver."
    )
    assert (blocks, warns) == (True, False)


@pytest.mark.django_db
def test_our_own_pages_are_looked_up_and_not_called(make_issue, settings):
    live, draft = make_news(title="Ouvert"), make_news(title="Pas encore", live=False)
    gone = make_news()
    issue = make_issue(
        [
            text(
                f'linktype="page" id="{live.pk}"',
                f'linktype="page" id="{draft.pk}"',
                f'linktype="page" id="{gone.pk}"',
                f'href="{settings.CITYHUB_BASE_URL}/healthz"',
                'href="mailto:info@example.org"',
            )
        ]
    )
    gone.delete()
    first, second = faults_of(issue)
    assert first.where == "Texte libre · «\u00a0ici ici ici ici ici\u00a0»"
    assert first.sentence.startswith(draft.full_url)
    assert second.sentence.startswith("Un lien mène à une page supprimée.")
    assert first.blocks
    assert second.blocks


@pytest.mark.django_db
def test_thirty_links_cost_as_many_queries_as_one(make_issue):
    counts = []
    for number in (1, 30):
        pages = [make_news(title=f"Nouvelle {n}", live=n > 2) for n in range(number)]
        issue = make_issue(
            [text(f'href="{page.full_url}"') for page in pages],
            title=f"Infolettre {number}",
        )
        faults_of(issue)  # the site's own settings are kept from now on
        with CaptureQueriesContext(connection) as captured:
            faults_of(issue)
        counts.append(len(captured))
    assert counts[0] == counts[1]

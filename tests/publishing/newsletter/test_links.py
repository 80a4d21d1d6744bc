"""Links of an issue's mail: over our own address, the same for every reader."""

import re

import pytest
from django.utils import timezone

from publishing.models import Publication
from publishing.newsletter import steering
from publishing.newsletter.models import FrozenIssue, Link
from publishing.newsletter.proof import send_proof
from tests.factories import make_news, make_photo

pytestmark = pytest.mark.django_db

TEXT = (
    '<p><a href="https://mairie.example/?a=1&amp;b=2">La <b>mairie</b></a> ou '
    '<a href="mailto:x@mairie.example">écrire</a></p>'
)


def own_pieces(item: Publication) -> list[tuple[str, object]]:
    entry = {
        "publication": item,
        "day": timezone.localdate(),
        "when": "samedi",
        "title": "Marché",
    }
    return [
        ("heading", "À lire"),
        ("item", {"publication": item}),
        ("text", {"text": TEXT}),
        ("poll", {"question": "Et vous ?", "url": "https://sondage.example/"}),
        ("heading", "Agenda"),
        ("agenda", {"entries": [entry]}),
        ("text", {"text": '<a href="https://web.example/">web</a>', "web_only": True}),
    ]


@pytest.fixture
def item(plan_for_newsletter):
    return plan_for_newsletter(make_news(title="Le fournil", photo=make_photo()))


@pytest.fixture
def issue(item, plan_issue, make_subscribers):
    make_subscribers(2)
    return plan_issue(body=own_pieces(item), title="Décembre")


def html_of(mail) -> str:
    return mail.get_body(("html",)).get_content()


def test_each_link_is_kept_once_per_section_when_the_issue_is_frozen(
    issue, item, under_way
):
    under_way(issue)
    assert list(Link.objects.values_list("section", "words", "target")) == [
        ("À lire", "Le fournil", item.short_link),
        ("À lire", "La mairie", "https://mairie.example/?a=1&b=2"),
        ("À lire", "Et vous ?", "https://sondage.example/"),
        ("Agenda", "Marché", item.short_link),
        ("", "Lire ce numéro en ligne", issue.page.full_url),
    ]


def test_the_html_part_leads_over_our_address_and_the_text_part_straight(
    issue, item, post_office, send, client
):
    send(issue)
    mail = post_office.parsed()
    found = set(re.findall(r'href="([^"]+)"', html_of(mail)))
    text = mail.get_body(("plain",)).get_content()
    assert {link.address for link in Link.objects.all()} <= found
    assert not found & set(Link.objects.values_list("target", flat=True))
    assert "mailto:x@mairie.example" in found
    for target in Link.objects.values_list("target", flat=True):
        assert target in text
    assert "/n/" not in text


def test_all_readers_get_the_same_links(issue, post_office, send):
    send(issue)
    one, other = (
        re.findall(r'href="([^"]+/n/[^"]+)"', html_of(post_office.parsed(number)))
        for number in (0, 1)
    )
    assert one == other
    assert len(set(one)) == 5


def test_no_picture_in_a_mail_tells_who_looks_at_it(issue, post_office, send):
    send(issue)
    one, other = (
        re.findall(r"<img\b[^>]*>", html_of(post_office.parsed(number)))
        for number in (0, 1)
    )
    assert one == other
    assert len(one) == 1
    assert re.search(r'src="http://[^"/]+/media/images/[^"?]+\.jpg"', one[0])
    assert 'width="552"' in one[0]


def test_the_archive_leads_straight_to_what_it_names(issue, item, under_way, client):
    under_way(issue)
    archive = client.get(issue.page.url).content.decode()
    assert item.short_link in archive
    assert "/n/" not in archive


def test_a_test_mail_counts_nothing(issue, manager, post_office):
    send_proof(issue.page.specific, manager)
    assert "/n/" not in html_of(post_office.parsed())
    assert Link.objects.count() == 0


def test_links_go_with_an_issue_that_was_stopped_before_anybody_got_it(
    issue, under_way, manager
):
    under_way(issue)
    steering.call_off(issue, manager)
    assert (FrozenIssue.objects.count(), Link.objects.count()) == (0, 0)


def test_an_issue_frozen_before_links_were_kept_leads_straight(
    issue, item, under_way, send, post_office
):
    under_way(issue)
    Link.objects.all().delete()
    send(issue)
    assert item.short_link in html_of(post_office.parsed())

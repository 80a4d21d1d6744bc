"""What a reader gets: headers, both parts, links."""

import pytest
from django.utils import timezone

from publishing.contract import Announcement
from publishing.newsletter import contents, render
from publishing.newsletter.models import Delivery
from tests.factories import make_event, make_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(post_office, make_subscribers, plan_for_newsletter, plan_issue, send):
    make_subscribers(1, name="Zoé")
    plan_for_newsletter(make_news(title="Le fournil ouvre", kind="opening"))
    plan_for_newsletter(make_event(title="Marché de Noël"))
    send(plan_issue(edito="Bonne lecture !"))
    return post_office.parsed()


def test_the_headers_let_the_mail_program_unsubscribe_her(mail, settings):
    unsubscribe = mail["List-Unsubscribe"]
    assert unsubscribe.strip().startswith(
        f"<{settings.CITYHUB_BASE_URL}/newsletter/quitter/"
    )
    assert "<mailto:cityhub@localhost?subject=unsubscribe%20" in unsubscribe
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_headers_say_what_kind_of_mail_it_is(mail):
    delivery = Delivery.objects.get()
    assert mail["Message-ID"] == delivery.message_id
    assert mail["List-Id"] == "<newsletter.localhost>"
    assert mail["Precedence"] == "bulk"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (
        mail["Feedback-ID"] == f"{delivery.publication_id}:newsletter:cityhub:localhost"
    )
    assert mail["Date"] is not None
    assert str(mail["To"]) == "Zoé <reader-0@example.org>"


def test_both_parts_greet_her_and_hold_every_item(mail):
    for part in ("plain", "html"):
        words = mail.get_body((part,)).get_content()
        for expected in (
            "Zoé",
            "Bonne lecture !",
            "Le fournil ouvre",
            "Marché de Noël",
        ):
            assert expected in words


def test_items_are_linked_by_their_own_short_link(mail):
    marks = {d.publication.pk for d in Delivery.objects.all()}
    item = Delivery.objects.get().publication.cargo.order_by("pk").first()
    assert item.short_link in mail.get_body(("plain",)).get_content()
    assert item.pk not in marks


def test_the_html_part_has_a_language_and_asks_nothing_of_the_network(mail):
    html = mail.get_body(("html",)).get_content()
    assert '<html lang="fr"' in html
    assert "<img" not in html
    assert "<script" not in html
    assert "@import" not in html
    assert "url(" not in html
    assert "<link" not in html
    assert 'content="light dark"' in html


def test_a_rule_that_stands_in_the_tags_is_not_said_again_in_the_head(mail):
    html = mail.get_body(("html",)).get_content()
    head = html.partition("</head>")[0]
    assert "letter-spacing: -0.01em" not in head
    assert html.count("letter-spacing: -0.01em") == 1  # the title's own tag
    assert "@media (prefers-color-scheme: dark)" in head
    assert ".mj-column-per-100" in head


def test_thirty_items_stay_under_what_gmail_shows(
    plan_for_newsletter, plan_issue, newsletter_page
):
    for number in range(30):
        plan_for_newsletter(make_news(title=f"Nouvelle {number}", text="Un mot. " * 30))
    said = contents.of_page(plan_issue().page.specific)
    html = render.as_html(
        said, "fr", greeting="Bonjour,", leave_url="https://x.example/"
    )
    assert len(html.encode()) < 100_000


def test_an_unknown_tag_of_mjml_is_refused():
    with pytest.raises(render.UnknownTag):
        render.from_mjml("<mjml><mj-body><mj-foo>?</mj-foo></mj-body></mjml>")


def test_what_a_shopkeeper_writes_cannot_become_markup():
    said = contents.Contents(
        title="<mj-text>",
        subject="x",
        edito="<script>alert(1)</script>",
        language="fr",
        url="https://x.example/",
        pieces=[
            contents.of_item(
                None,
                Announcement(
                    kind="news",
                    title="<b>gras</b> & <mj-foo>",
                    text="</mjml>",
                    url="https://x.example/",
                    language="fr",
                ),
            )
        ],
    )
    html = render.as_html(said, "fr", greeting="Bonjour,", leave_url="#")
    assert "<script>" not in html
    assert "&lt;b&gt;gras&lt;/b&gt; &amp; &lt;mj-foo&gt;" in html


def test_the_message_id_stays_the_same_for_issue_and_reader(
    plan_issue, make_subscribers
):
    (reader,) = make_subscribers(1)
    issue = plan_issue()
    first = Delivery(publication=issue, subscriber=reader)
    second = Delivery(
        publication=issue, subscriber=reader, tries=3, due_at=timezone.now()
    )
    assert (
        first.message_id
        == second.message_id
        == f"<issue.{issue.pk}.{reader.pk}@localhost>"
    )

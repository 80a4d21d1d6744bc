"""The newsletter as a channel: fans, health, previews, wording."""

import pytest
from django.utils import timezone

from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import Subscriber
from publishing.transport import Outcome, SendError, transport_for
from tests.factories import make_event, make_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def transport(newsletter_channel):
    return transport_for(newsletter_channel)


def test_its_fans_are_those_who_get_it(transport):
    for state in Subscriber.State.values:
        Subscriber.objects.create(email=f"{state}@example.org", state=state)
    assert transport.count_fans() == 1


def test_it_is_well_when_the_mail_server_answers(transport, post_office):
    found = transport.check()
    assert [finding.ok for finding in found[:2]] == [True, True]
    assert {finding.ok for finding in found[2:]} == {None}  # nothing set up, no DNS


def test_it_names_a_mail_server_that_does_not_answer(transport, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    server, *_others = transport.check()
    assert server.ok is False
    assert server.sentence != ""


def test_it_names_a_sender_that_cannot_be_answered(transport, settings, post_office):
    settings.DEFAULT_FROM_EMAIL = "CityHub"
    _server, sender, *_others = transport.check()
    assert sender.ok is False


def test_an_item_never_leaves_alone(transport, plan_for_newsletter):
    item = plan_for_newsletter(make_news())
    with pytest.raises(SendError) as error:
        transport.publish(item, item.page.specific.announcement())
    assert error.value.outcome == Outcome.REFUSED


def test_an_item_is_worded_as_in_the_text_part(transport, plan_for_newsletter):
    item = plan_for_newsletter(
        make_news(title="Le fournil ouvre", text="Venez."), text="Bravo à eux."
    )
    words = transport.wording(item, item.page.specific.announcement())
    assert words.splitlines()[1] == "Le fournil ouvre"
    assert "Bravo à eux." in words
    assert "Venez." not in words
    assert words.splitlines()[-1] == item.short_link


def test_an_item_is_shown_as_it_will_look(transport):
    shown = transport.preview(make_event(title="<Fête>").announcement())
    assert "&lt;Fête&gt;" in shown
    assert "<script" not in shown
    assert "mail-mock.css" in shown


def test_an_issue_is_shown_whole(
    transport, plan_for_newsletter, newsletter_page, manager
):
    plan_for_newsletter(make_news(title="Le fournil ouvre"))
    issue = compose_issue(newsletter_page, manager)
    shown = transport.preview(issue.announcement())
    assert "srcdoc=" in shown
    assert "Le fournil ouvre" in shown
    issue.title, issue.slug = "Décembre", "decembre"
    issue = issue.save_revision(user=manager).as_object()
    assert "srcdoc=" in transport.preview(issue.announcement())


def test_before_anything_is_sent_nothing_is_found(transport, plan_issue):
    assert transport.find(plan_issue(), timezone.now()) is None


def test_an_issue_is_found_once_everybodys_mail_is_decided(
    transport, plan_issue, make_subscribers, post_office, send
):
    make_subscribers(2)
    issue = plan_issue()
    receipt = send(issue)
    assert transport.find(issue, timezone.now()) == receipt


def test_a_mail_that_left_is_neither_amended_nor_called_back(
    transport, plan_issue, make_subscribers, post_office, send
):
    make_subscribers(1)
    issue = plan_issue(edito="Avant.")
    send(issue)
    page = issue.page.specific
    before = transport.wording(issue, page.announcement())
    page.edito = "Après."
    page.save_revision().publish()
    assert transport.wording(issue, page.announcement()) == before
    assert transport.amend(issue, page.announcement()).remote_id == issue.pk
    transport.withdraw(issue)
    assert len(post_office.mails) == 1

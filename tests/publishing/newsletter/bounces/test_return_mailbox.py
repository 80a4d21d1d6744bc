"""Reading the return mailbox: what is understood goes, what isn't stays."""

import pytest

from publishing.newsletter.bounces import collect
from publishing.newsletter.bounces.checkup import check_mailbox
from publishing.newsletter.bounces.return_path import return_path
from publishing.newsletter.models import Bounce, Consent, Subscriber
from publishing.newsletter.tasks import read_return_mailbox
from publishing.newsletter.tokens import leave_token
from tests.publishing.newsletter.bounces.bounce_mails import plain, status_report
from tests.publishing.newsletter.bounces.mailboxes import Imap, Pop3, mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(sent):
    """What came: a bounce, a wish to leave, an absence notice, somebody's letter."""
    returned, leaving = sent(2)
    sender = "claire@example.org"
    word = leave_token(leaving.subscriber_id)
    return [
        status_report(return_path(returned.pk)),
        plain("returns@town.example", sender=sender, subject=f"unsubscribe {word}"),
        plain(
            return_path(leaving.pk),
            sender=sender,
            subject="En congés",
            Auto_Submitted="auto-replied",
        ),
        plain("returns@town.example", sender=sender, subject="Bravo !"),
    ]


@pytest.mark.parametrize(("scheme", "speaker"), [("imap", Imap), ("pop3", Pop3)])
def test_each_mail_is_acted_on_once(settings, post, scheme, speaker):
    with mailbox(speaker, post) as box:
        settings.NEWSLETTER_RETURN_MAILBOX = (
            f"{scheme}://town:pass%20word@127.0.0.1:{box.port}/INBOX"
        )
        read_return_mailbox()
        assert sorted(box.deleted) == [1, 2, 3]
        read_return_mailbox()
    assert Bounce.objects.get().source == "mailbox"
    assert list(Subscriber.objects.values_list("state", flat=True)) == [
        "unreachable",
        "unsubscribed",
    ]
    assert Consent.objects.get().source == Consent.Source.MAIL


def test_what_is_not_understood_is_starred_for_a_person(settings, post):
    with mailbox(Imap, post) as box:
        settings.NEWSLETTER_RETURN_MAILBOX = (
            f"imap://town:pass%20word@127.0.0.1:{box.port}"
        )
        read_return_mailbox()
        assert box.flags[4] == r"(\Seen \Flagged)"


def test_the_channels_health_opens_the_mailbox(settings):
    with mailbox(Pop3, []) as box:
        place = f"127.0.0.1:{box.port}"
        settings.NEWSLETTER_RETURN_MAILBOX = f"pop3://town:pass%20word@{place}"
        assert [finding.ok for finding in check_mailbox()] == [True]
        settings.NEWSLETTER_RETURN_MAILBOX = f"pop3://town:wrong@{place}"
        assert [finding.ok for finding in check_mailbox()] == [False]
    settings.NEWSLETTER_RETURN_MAILBOX = ""
    assert [finding.ok for finding in check_mailbox()] == [None]


def test_a_mailbox_that_lets_us_not_in_is_named_without_its_password(settings, caplog):
    with mailbox(Pop3, []) as box:
        settings.NEWSLETTER_RETURN_MAILBOX = (
            f"pop3://town:wrong-one@127.0.0.1:{box.port}"
        )
        read_return_mailbox()
    assert "can't be read" in caplog.text
    assert "wrong-one" not in caplog.text


def test_without_a_mailbox_nothing_is_asked(settings):
    settings.NEWSLETTER_RETURN_MAILBOX = ""
    read_return_mailbox()


def test_a_mail_that_breaks_the_reader_stays_and_the_next_is_read(monkeypatch):
    def break_down(content: bytes):
        raise LookupError("unknown encoding")

    monkeypatch.setattr(collect, "read", break_down)
    assert collect.act_on(b"Subject: x\n\n") is False

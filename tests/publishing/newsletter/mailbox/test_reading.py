"""The mailbox of the sandbox: all mail, newest first, readable and harmless."""

import os

import pytest

from publishing.newsletter.mailbox.maildir import Mailbox

pytestmark = pytest.mark.django_db
LETTER = b"""From: CityHub <cityhub@localhost>\r
To: a@example.org\r
Subject: =?utf-8?q?Num=C3=A9ro_un?=\r
List-Unsubscribe: <http://localhost:8000/newsletter/quitter/1~x/>, <mailto:a@b>\r
List-Unsubscribe-Post: List-Unsubscribe=One-Click\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="b"\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Voir http://localhost:8000/invitation/abc/\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p>Bonjour <script>alert(1)</script></p>\r
--b--\r
"""


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return Mailbox()


def keep(mailbox: Mailbox, subject: str, to: str, at: int) -> None:
    mailbox.keep(f"Subject: {subject}\r\nTo: {to}\r\n\r\nx\r\n".encode(), to)
    newest = max((mailbox.path / "new").iterdir(), key=lambda p: p.stat().st_mtime_ns)
    os.utime(newest, (at, at))


def test_an_empty_mailbox_says_what_to_do(client, mailbox):
    page = client.get("/sandbox/mail/")
    assert page.status_code == 200
    assert 'href="/newsletter/"' in page.content.decode()


def test_mails_are_listed_newest_first(client, mailbox):
    for number in (1, 3, 2):
        keep(mailbox, f"mail {number}", "a@example.org", 1_000_000 + number)
    listed = client.get("/sandbox/mail/").context["mails"]
    assert [mail.subject for mail in listed] == ["mail 3", "mail 2", "mail 1"]


def test_mails_are_found_by_their_recipient(client, mailbox):
    keep(mailbox, "one", "Anna@example.org", 1)
    keep(mailbox, "two", "ben@example.org", 2)
    listed = client.get("/sandbox/mail/?to=anna").context["mails"]
    assert [mail.subject for mail in listed] == ["one"]


def test_a_mail_shows_its_text_with_links_and_its_headers(client, mailbox):
    mailbox.keep(LETTER, "a@example.org")
    (mail,) = mailbox.newest_first()
    page = client.get(f"/sandbox/mail/{mail.key}/").content.decode()
    assert "Numéro un" in page
    assert '<a href="http://localhost:8000/invitation/abc/"' in page
    assert "List-Unsubscribe-Post" in page


def test_the_button_unsubscribes_as_a_mail_program_does(client, mailbox):
    mailbox.keep(LETTER, "a@example.org")
    (mail,) = mailbox.newest_first()
    page = client.get(f"/sandbox/mail/{mail.key}/").content.decode()
    assert 'action="/newsletter/quitter/1~x/"' in page
    assert 'name="List-Unsubscribe" value="One-Click"' in page


def test_the_html_part_can_run_nothing(client, mailbox):
    mailbox.keep(LETTER, "a@example.org")
    (mail,) = mailbox.newest_first()
    part = client.get(f"/sandbox/mail/{mail.key}/html/")
    policy = part["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups ")
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert part.content.startswith(b'<base target="_blank">')


@pytest.mark.parametrize("key", ["nothing", "..", "%2e%2e%2fsecret_key", "a%00b"])
def test_a_mail_that_is_not_there_is_not_found(client, mailbox, key):
    assert client.get(f"/sandbox/mail/{key}/").status_code == 404


def test_the_mailbox_can_be_emptied(client, mailbox):
    keep(mailbox, "one", "a@example.org", 1)
    assert client.get("/sandbox/mail/empty/").status_code == 405
    client.post("/sandbox/mail/empty/")
    assert list(mailbox.newest_first()) == []

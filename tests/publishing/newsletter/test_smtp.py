"""The line to the mail server: what goes over it, and what a no leaves behind."""

import pytest
from django.core.mail import get_connection

from publishing.newsletter.postman import Answer
from publishing.newsletter.smtp import SmtpPostman
from tests.publishing.newsletter.post_office import TAKEN

MAIL = b"Subject: Bonjour\r\n\r\n.one\r\n..\r\nthe end."
PATH = {"sender": "town@example.org", "to": "lea@example.org"}


@pytest.fixture(params=[True, False], ids=["pipelining", "one by one"])
def office(request, post_office):
    """Say whether commands may come in one go."""
    post_office.pipelining = request.param
    return post_office


@pytest.fixture
def postman(office):
    with SmtpPostman(get_connection()) as postman:
        yield postman


def test_a_mail_arrives_as_it_was_written(postman, office):
    postman.hand_over(MAIL, **PATH)
    assert office.mails == [("lea@example.org", MAIL + b"\r\n")]


def test_an_address_that_needs_quotes_gets_them(postman, office):
    postman.hand_over(MAIL, sender="", to='"Léa" <"l a"@example.org>')
    assert office.addresses == ['"l a"@example.org']


def test_after_a_no_the_next_mail_leaves_on_the_same_line(postman, office):
    office.at_rcpt = lambda address: (
        "550 5.1.1 No such user" if address == "lea@example.org" else TAKEN
    )
    with pytest.raises(Answer, match="No such user"):
        postman.hand_over(MAIL, **PATH)
    postman.hand_over(MAIL, **{**PATH, "to": "zoe@example.org"})
    assert (office.addresses, office.lines) == (["zoe@example.org"], 1)


def test_a_no_to_our_address_is_one_to_every_mail(postman, office):
    office.at_mail = lambda address: "553 5.7.1 Sender not allowed"
    with pytest.raises(Answer) as no:
        postman.hand_over(MAIL, **PATH)
    assert no.value.of_sender


def test_a_server_that_wants_a_mail_it_has_refused_gets_none(postman, office):
    office.forgets_its_no = True
    office.at_rcpt = lambda address: "550 5.1.1 No such user"
    with pytest.raises(Answer, match="No such user"):
        postman.hand_over(MAIL, **PATH)
    office.at_rcpt = lambda address: TAKEN
    postman.hand_over(MAIL, **{**PATH, "to": "zoe@example.org"})
    assert office.addresses == ["zoe@example.org"]


def test_an_address_of_two_lines_is_no_address(postman):
    with pytest.raises(ValueError, match="not an address"):
        postman.hand_over(MAIL, sender="", to="lea@example.org>\r\nDATA")

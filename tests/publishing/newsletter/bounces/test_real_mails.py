"""Mails of `mails/`, worded as mail servers, programs and providers word them."""

from pathlib import Path

import pytest

from publishing.newsletter.bounces.reading import Nothing, Returned, read
from publishing.newsletter.bounces.return_path import return_path

MAILS = Path(__file__).parent / "mails"


def read_one(name: str) -> Returned | Nothing:
    content = (MAILS / f"{name}.eml").read_bytes()
    return read(content.replace(b"PATH", return_path(7).encode()))


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        (
            "exim_full",
            "soft",
            (
                "5.0.0 552 5.2.2 <nadia@bakery.example> Quota exceeded "
                "(mailbox for user is full)"
            ),
        ),
        (
            "exim_no_such_user",
            "hard",
            "host mx.garage.example [198.51.100.7]: 550 No such user here",
        ),
        (
            "orange_refuses_ours",
            "blocked",
            "5.2.0 550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]",
        ),
        (
            "outlook_no_such_user",
            "hard",
            (
                "5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient "
                "anne@pharmacy.example not found by SMTP address lookup"
            ),
        ),
        (
            "outlook_edge",
            "hard",
            (
                "5.4.1 550 5.4.1 Recipient address rejected: Access denied. "
                "[AMS0EPF000001A6.eurprd05.prod.outlook.com 2026-11-17T06:31:06.112Z]"
            ),
        ),
        (
            "postfix_no_such_user",
            "hard",
            (
                "5.1.1 550 5.1.1 Adresse d au moins un destinataire invalide. "
                "Invalid recipient. OFR_416 [416]"
            ),
        ),
        (
            "qmail_full",
            "soft",
            "The user has exceeded his quota. Sorry. (#5.2.2)",
        ),
        (
            "qmail_no_such_user",
            "hard",
            "Sorry, no mailbox here by that name. (#5.1.1)",
        ),
        (
            "yahoo_closed",
            "hard",
            (
                "5.0.0 554 30 Sorry, your message to claire@yahoo.example cannot be "
                "delivered. This mailbox is disabled (554.30)."
            ),
        ),
        ("complaint", "complaint", "FW: La lettre des commerces"),
    ],
)
def test_what_came_back_is_understood(name, kind, words):
    assert read_one(name) == Returned(delivery_id=7, kind=kind, words=words)


def test_gmails_answer_is_one_sentence():
    said = read_one("gmail_no_such_user")
    assert (said.kind, said.words) == (
        "hard",
        (
            "5.1.1 The email account that you tried to reach does not exist. Please try "
            "double-checking the recipient's email address for typos or unnecessary "
            "spaces. For more information, go to "
            "https://support.google.com/mail/?p=NoSuchUser "
            "a640c23a62f3a-a9e0b2f4c9csi 789 - gsmtp"
        ),
    )


@pytest.mark.parametrize("name", ["postfix_still_tries", "postfix_handed_on"])
def test_a_mail_that_is_late_or_handed_on_has_not_come_back(name):
    assert read_one(name) is Nothing.ON_ITS_WAY


@pytest.mark.parametrize(
    "name",
    [
        "gmail_absent",
        "outlook_absent",
        "sieve_absent",
        "not_read",
        "complaint_taken_back",
    ],
)
def test_what_a_mail_program_says_by_itself_is_no_bounce(name):
    assert read_one(name) is Nothing.AUTOMATIC


def test_a_challenge_waits_for_a_person():
    assert read_one("challenge") is Nothing.UNKNOWN

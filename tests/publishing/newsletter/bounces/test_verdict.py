"""What a mail server's no means for the address."""

import pytest

from publishing.newsletter.bounces.verdict import verdict


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("550 5.1.1 The email account that you tried to reach does not exist", "hard"),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", "hard"),
        ("550 5.2.1 The email account is inactive", "hard"),
        ("552 5.2.2 Mailbox full", "soft"),
        ("554 5.7.1 Message rejected as spam", "blocked"),
        (
            "550 5.7.515 Access denied, sending domain does not meet the level",
            "blocked",
        ),
        ("550 5.1.8 Sender address rejected: Domain not found", "blocked"),
        ("5.4.4 Host or domain name not found", "soft"),
        ("4.4.1 Connection timed out", "soft"),
        ("451 4.7.1 Greylisted", "soft"),
        ("550 Requested action not taken: mailbox unavailable", "hard"),
        ("550 Blocked by our reputation service, client [192.0.2.5.1]", "blocked"),
        ("554 Transaction failed", "soft"),
        ("550 relay 10.5.1.1 says no such user", "hard"),
        ("5.0.0 550 5.1.1 No such user", "hard"),
        ("550 5.4.1 Recipient address rejected: Access denied", "hard"),
        ("554 delivery error: This user doesn't have a yahoo.com account", "hard"),
        ("550 Sender address invalid", "blocked"),
        ("550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]", "blocked"),
        ("550 5.5.0 Service refuse. Veuillez essayer plus tard.", "blocked"),
        ("450 4.2.0 recipient unknown for now", "soft"),
        ("something nobody knows", "soft"),
    ],
)
def test_the_status_is_read_before_the_code_and_the_code_before_the_words(words, kind):
    assert verdict(words) == kind


def test_the_reply_code_counts_where_the_words_name_none():
    assert verdict("No such user here", code=550) == "hard"

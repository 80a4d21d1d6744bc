"""What must not be wrong with the settings of the newsletter."""

import pytest

from publishing.newsletter.checks import (
    check_provider,
    check_return_address,
    check_return_mailbox,
)

MAILBOX = "imap+ssl://town:secret@mail.example"


def found(settings, address: str, mailbox: str) -> list[str]:
    settings.NEWSLETTER_RETURN_ADDRESS = address
    settings.NEWSLETTER_RETURN_MAILBOX = mailbox
    return [
        problem.id
        for problem in (*check_return_address(None), *check_return_mailbox(None))
    ]


@pytest.mark.parametrize(
    ("address", "mailbox", "expected"),
    [
        ("", "", []),
        ("returns@town.example", MAILBOX, []),
        ("returns@town.example", "", ["newsletter.W003"]),
        ("", MAILBOX, ["newsletter.W004"]),
        ("Town <returns@town.example>", MAILBOX, ["newsletter.E001"]),
        ("returns+x@town.example", MAILBOX, ["newsletter.E001"]),
        (f"{'x' * 25}@town.example", MAILBOX, ["newsletter.E001"]),
        ("returns@town.example", "https://mail.example", ["newsletter.E002"]),
        ("returns@town.example", "imap://mail.example", ["newsletter.E002"]),
        ("returns@town.example", "imap://a:b@mail.example:x", ["newsletter.E002"]),
    ],
)
def test_a_return_address_and_its_mailbox_belong_together(
    settings, address, mailbox, expected
):
    assert found(settings, address, mailbox) == expected


def test_no_problem_repeats_the_password(settings):
    settings.NEWSLETTER_RETURN_MAILBOX = "imap://town:secret@mail.example:x"
    (problem,) = check_return_mailbox(None)
    assert "secret" not in f"{problem.msg}{problem.hint}"


BREVO = "anymail.backends.brevo.EmailBackend"
KEY = {"BREVO_API_KEY": "key"}


@pytest.mark.parametrize(
    ("backend", "anymail", "expected"),
    [
        ("django.core.mail.backends.smtp.EmailBackend", {}, []),
        (BREVO, {}, ["newsletter.E007"]),
        (BREVO, KEY, ["newsletter.E008"]),
        (BREVO, {**KEY, "WEBHOOK_SECRET": "provider:short"}, ["newsletter.E009"]),
        (BREVO, {**KEY, "WEBHOOK_SECRET": "x" * 20}, ["newsletter.E009"]),
        (BREVO, {**KEY, "WEBHOOK_SECRET": f"provider:{'x' * 16}"}, []),
        (BREVO, {**KEY, "WEBHOOK_SECRET": [f"new:{'x' * 16}"]}, []),
    ],
)
def test_a_mail_provider_needs_a_key_and_a_secret(settings, backend, anymail, expected):
    settings.EMAIL_BACKEND, settings.ANYMAIL = backend, anymail
    assert [problem.id for problem in check_provider(None)] == expected

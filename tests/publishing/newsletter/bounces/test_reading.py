"""What a mail in the return mailbox tells us, and how sure we are whose it is."""

import pytest

from publishing.newsletter.bounces.reading import Leaving, Nothing, Returned, read
from publishing.newsletter.bounces.return_path import return_path
from publishing.newsletter.tokens import leave_token
from tests.publishing.newsletter.bounces.bounce_mails import (
    complaint,
    plain,
    status_report,
)

US = "returns@town.example"


def test_a_report_to_a_return_path_is_about_its_delivery():
    assert read(status_report(return_path(7))) == Returned(
        delivery_id=7,
        kind="hard",
        words="5.1.1 550 5.1.1 <reader-0@example.org>: no such user",
    )


@pytest.mark.parametrize(
    ("report", "kind"),
    [
        ({"status": "5.2.2", "diagnostic": "smtp; 552 5.2.2 full"}, "soft"),
        ({"status": "5.7.1", "diagnostic": "smtp; 554 5.7.1 spam"}, "blocked"),
        ({"status": "4.4.7", "diagnostic": "x-unix; given up"}, "soft"),
        ({"status": "", "diagnostic": ""}, "hard"),
    ],
)
def test_its_status_says_what_kind_it_is(report, kind):
    assert read(status_report(return_path(7), **report)).kind == kind


@pytest.mark.django_db
def test_without_the_path_the_signed_link_in_what_it_returns_tells(sent, post_office):
    (delivery,) = sent(1)
    _address, original = post_office.mails[0]
    said = read(status_report(US, original=original))
    assert (said.delivery_id, said.kind) == (delivery.pk, "hard")


@pytest.mark.django_db
def test_the_link_of_one_mail_proves_nothing_about_another(sent, post_office):
    first, second = sent(2)
    _address, original = post_office.mails[0]
    forged = original.replace(first.message_id.encode(), second.message_id.encode())
    assert read(status_report(US, original=forged)) is Nothing.UNKNOWN


def test_an_address_alone_proves_nothing():
    assert read(status_report(US)) is Nothing.UNKNOWN


def test_a_bounce_in_a_form_that_nobody_knows_is_a_bounce_for_now():
    words = plain(
        return_path(7), sender="MAILER-DAEMON@odd.example", subject="Sorry about that"
    )
    assert read(words) == Returned(delivery_id=7, kind="soft", words="Sorry about that")


@pytest.mark.parametrize(
    "header", [{"Auto_Submitted": "auto-replied (vacation)"}, {"X_Autoreply": "yes"}]
)
def test_an_absence_notice_is_no_bounce(header):
    notice = plain(
        return_path(7), sender="claire@example.org", subject="En congés", **header
    )
    assert read(notice) is Nothing.AUTOMATIC


def test_the_letter_of_a_person_is_for_a_person():
    letter = plain(return_path(7), sender="claire@example.org", subject="Bravo !")
    assert read(letter) is Nothing.UNKNOWN


def test_the_mail_that_the_mail_program_sends_unsubscribes():
    wish = plain(
        US, sender="claire@example.org", subject=f"unsubscribe {leave_token(12)}"
    )
    assert read(wish) == Leaving(subscriber_id=12)


def test_a_wish_in_anothers_name_is_refused():
    word = leave_token(12).replace("12~", "13~")
    wish = plain(US, sender="eve@example.org", subject=f"unsubscribe {word}")
    assert read(wish) is Nothing.UNKNOWN


@pytest.mark.django_db
def test_a_complaint_that_a_provider_passes_on_names_its_mail(sent, post_office):
    (delivery,) = sent(1)
    _address, original = post_office.mails[0]
    said = read(complaint(US, original))
    assert (said.delivery_id, said.kind) == (delivery.pk, "complaint")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"Subject: =?x?q?=ff?=\n\n"])
def test_nonsense_is_for_a_person(content):
    assert read(content) is Nothing.UNKNOWN

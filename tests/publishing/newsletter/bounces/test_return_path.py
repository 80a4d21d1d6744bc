"""The return path: whose mail came back, in an address nobody else can write."""

import pytest

from publishing.newsletter.bounces.return_path import delivery_in, return_path


def test_the_return_path_names_the_delivery():
    path = return_path(4711)
    assert path.startswith("returns+r4711-")
    assert path.endswith("@town.example")
    assert delivery_in(path) == 4711


def test_a_server_that_changes_the_case_of_letters_does_no_harm():
    assert delivery_in(f"rfc822; {return_path(12).upper()}") == 12


@pytest.mark.parametrize(
    "forged",
    [
        "returns+r12-0123456789abcdef0123@town.example",
        "returns+r12@town.example",
        "returns@town.example",
        "",
    ],
)
def test_what_we_did_not_sign_names_nobody(forged):
    assert delivery_in(forged) is None


def test_the_signature_of_one_mail_is_none_for_another():
    assert delivery_in(return_path(12).replace("+r12-", "+r13-")) is None


def test_a_test_mail_has_no_path_of_its_own():
    assert return_path(None) == "returns@town.example"


def test_without_a_return_address_bounces_go_to_the_sender(settings):
    settings.NEWSLETTER_RETURN_ADDRESS = ""
    assert return_path(12) == "cityhub@localhost"


def test_the_longest_path_fits_into_a_mail_address():
    assert len(return_path(10**12).partition("@")[0]) <= 64

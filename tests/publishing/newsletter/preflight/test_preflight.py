"""The preflight: each thing that mailbox providers check, spoilt one by one."""

import dns.resolver
import pytest

from publishing.newsletter.preflight import records
from publishing.newsletter.preflight.findings import preflight
from tests.publishing.newsletter.preflight.conftest import public_key

WHO, SIGNATURE, RULE, SAME, NAME, BACK = range(6)


def marks(found) -> list[bool | None]:
    return [finding.ok for finding in found]


def only(number: int, mark: bool | None) -> list[bool | None]:
    return [mark if each == number else True for each in range(6)]


def test_a_domain_that_is_set_up_is_well(ask, town):
    found = ask(town, preflight)
    assert marks(found) == [True] * 6
    assert [finding.sentence for finding in found] == [""] * 6


@pytest.mark.parametrize(
    ("entry", "spoilt", "number"),
    [
        ("spf", "", WHO),
        ("spf", 'commerce.example.org. TXT "v=spf1 mx -all"', WHO),
        ("spf", 'commerce.example.org. TXT "v=spf1 a:relay.example.org +all"', WHO),
        ("spf", 'commerce.example.org. TXT "v=spf1 ip4:nonsense -all"', WHO),
        (
            "spf",
            'commerce.example.org. TXT "v=spf1 -all"\ncommerce.example.org. TXT "v=spf1"',
            WHO,
        ),
        ("key", "", SIGNATURE),
        ("key", 'k1._domainkey.commerce.example.org. TXT "v=DKIM1; p="', SIGNATURE),
        ("key", 'k1._domainkey.commerce.example.org. TXT "v=DKIM1; p=YQ=="', SIGNATURE),
        ("rule", "", RULE),
        ("rule", '_dmarc.example.org. TXT "v=DMARC1; rua=mailto:a@b.c"', RULE),
        ("name", "", NAME),
        ("name", "9.9.9.9.in-addr.arpa. PTR elsewhere.example.org.", NAME),
        ("mx", "", BACK),
        ("mx", "commerce.example.org. MX 0 .", BACK),
    ],
)
def test_what_is_spoilt_is_named_alone_and_says_what_to_do(
    ask, town, entry, spoilt, number
):
    found = ask({**town, entry: spoilt}, preflight)
    assert marks(found) == only(number, False)
    assert len(found[number].sentence) > 40


def test_a_key_that_is_too_short_does_not_count(ask, town):
    weak = f'k1._domainkey.commerce.example.org. TXT "p={public_key(512)}"'
    assert marks(ask({**town, "key": weak}, preflight)) == only(SIGNATURE, False)


def test_a_key_of_the_newer_kind_counts(ask, town):
    key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    newer = f'k1._domainkey.commerce.example.org. TXT "v=DKIM1; k=ed25519; p={key}"'
    assert marks(ask({**town, "key": newer}, preflight)) == [True] * 6


def test_without_a_selector_nobody_can_look_for_the_key(ask, town, settings):
    settings.NEWSLETTER_DKIM_SELECTOR = ""
    found = ask(town, preflight)
    assert marks(found) == only(SIGNATURE, None)
    assert "NEWSLETTER_DKIM_SELECTOR" in found[SIGNATURE].sentence


def test_a_private_relay_is_asked_for_its_address_to_the_world(ask, town, settings):
    town["relay"] = "relay.example.org. A 10.0.0.7"
    found = ask(town, preflight)
    assert (found[WHO].ok, found[NAME].ok) == (None, None)
    settings.NEWSLETTER_SENDING_IPS = ["9.9.9.9"]
    town |= {
        "relay": "relay.example.org. A 9.9.9.9",
        "spf": 'commerce.example.org. TXT "v=spf1 ip4:9.9.9.0/24 -all"',
    }
    assert marks(ask(town, preflight)) == [True] * 6


def test_bounces_may_go_to_a_sister_domain_of_the_same_house(ask, town, settings):
    settings.NEWSLETTER_RETURN_ADDRESS = "returns@bounces.example.org"
    town |= {
        "spf": 'bounces.example.org. TXT "v=spf1 a:relay.example.org -all"',
        "mx": "bounces.example.org. MX 10 mx.example.org.",
    }
    assert marks(ask(town, preflight)) == [True] * 6
    strict = {**town, "rule": '_dmarc.example.org. TXT "v=DMARC1; p=none; aspf=s"'}
    assert marks(ask(strict, preflight)) == [True] * 6  # the signature is of the town
    strict["key"] = ""
    assert ask(strict, preflight)[SAME].ok is False


def test_another_house_for_the_bounces_needs_the_towns_signature(ask, town, settings):
    settings.NEWSLETTER_RETURN_ADDRESS = "returns@provider.example.net"
    town |= {
        "spf": 'provider.example.net. TXT "v=spf1 a:relay.example.org -all"',
        "mx": "provider.example.net. MX 10 mx.example.org.",
    }
    assert marks(ask(town, preflight)) == [True] * 6
    found = ask({**town, "key": ""}, preflight)
    assert found[SAME].ok is False
    assert "provider.example.net" in found[SAME].sentence


def test_where_no_dns_answers_one_notice_says_so(monkeypatch):
    def nowhere() -> dns.resolver.Resolver:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = 1
        return resolver

    monkeypatch.setattr(records, "make_resolver", nowhere)
    monkeypatch.setattr(records, "PATIENCE", 0.2)
    (notice,) = preflight()
    assert notice.ok is None
    assert "DNS" in notice.sentence


def test_the_demonstrations_mail_is_not_looked_up(settings):
    settings.CITYHUB_SANDBOX = True
    (notice,) = preflight()
    assert notice.ok is None

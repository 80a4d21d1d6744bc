"""A town whose mail domain is set up as it should be, and DNS to say so."""

from base64 import b64encode

import dns.resolver
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from publishing.newsletter.preflight import records
from tests.publishing.newsletter.preflight.name_server import name_server


def public_key(bits: int) -> str:
    modulus = 2 ** (bits - 1) + 1  # nobody will sign with it
    public = RSAPublicNumbers(65537, modulus).public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(der).decode()


@pytest.fixture(scope="session")
def good_key() -> str:
    return public_key(1024)


@pytest.fixture
def town(good_key) -> dict[str, str]:
    """The zone, one entry for each thing that a test may want to spoil."""
    return {
        "spf": 'commerce.example.org. TXT "v=spf1 a:relay.example.org -all"',
        "mx": "commerce.example.org. MX 10 mx.example.org.",
        "relay": "relay.example.org. A 9.9.9.9",
        "name": "9.9.9.9.in-addr.arpa. PTR relay.example.org.",
        "rule": '_dmarc.example.org. TXT "v=DMARC1; p=none"',
        "key": f'k1._domainkey.commerce.example.org. TXT "v=DKIM1; p={good_key}"'
        if len(good_key) < 240
        else "k1._domainkey.commerce.example.org. TXT "
        f'"v=DKIM1; p=" "{good_key[:200]}" "{good_key[200:]}"',
    }


@pytest.fixture(autouse=True)
def house(settings):
    """Settings that lead to that town."""
    settings.CITYHUB_SANDBOX = False
    settings.DEFAULT_FROM_EMAIL = "Commerce <info@commerce.example.org>"
    settings.EMAIL_HOST = "relay.example.org"
    settings.NEWSLETTER_RETURN_ADDRESS = ""
    settings.NEWSLETTER_DKIM_SELECTOR = "k1"
    settings.NEWSLETTER_SENDING_IPS = []


@pytest.fixture
def ask(monkeypatch):
    """Let DNS say what is in a zone, for the call of a function."""

    def answers(zone: dict[str, str], function):
        text = "".join(
            line.replace(". ", ". 60 IN ", 1) + "\n"
            for line in "\n".join(zone.values()).splitlines()
        )
        with name_server(text) as server:

            def make() -> dns.resolver.Resolver:
                resolver = dns.resolver.Resolver(configure=False)
                resolver.nameservers = ["127.0.0.1"]
                resolver.port = server.port
                return resolver

            monkeypatch.setattr(records, "make_resolver", make)
            return function()

    return answers

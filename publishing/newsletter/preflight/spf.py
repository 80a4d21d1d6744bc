"""Who may send for a domain (SPF, RFC 7208), as far as it concerns an IP address.

Macros and `exists` are not followed: what they stand for depends on each mail.
"""

from collections.abc import Iterator
from enum import Enum
from ipaddress import ip_address, ip_network

from publishing.newsletter.preflight.records import Records

#: A receiver asks DNS so often for one record, and then gives up (RFC 7208, 4.6.4).
MOST_LOOKUPS = 10
LOOKS_UP = ("include", "a", "mx", "ptr", "exists", "redirect")


class Result(Enum):
    """What a receiver would conclude."""

    YES = "+"
    NO = "-"
    RATHER_NOT = "~"
    NEUTRAL = "?"
    UNKNOWN = "macro"


class Broken(Exception):
    """The record can't be evaluated: receivers treat it as none."""


class TooLong(Broken):
    """It asks for more look-ups than receivers make."""


class Policy:
    """The SPF records of one domain and of what it includes."""

    def __init__(self, records: Records, domain: str) -> None:
        self.records = records
        self.domain = domain
        self.lookups = 0

    def texts(self, domain: str | None = None) -> list[str]:
        """Return the SPF records of `domain`; more than one is an error."""
        texts = self.records.texts(domain or self.domain)
        return [text for text in texts if text.lower().split(" ")[0] == "v=spf1"]

    def result(self, address: str) -> Result:
        """Return what is concluded of mail from this IP address. Raises Broken."""
        self.lookups = 0
        return self._evaluate(self.domain, address)

    def lets_everybody(self) -> bool:
        """Whether any machine of the world may send for the domain."""
        return any(
            name == "all" and sign == "+"
            for text in self.texts()
            for sign, name, _value in _terms(text)
        )

    def _evaluate(self, domain: str, address: str) -> Result:
        texts = self.texts(domain)
        if len(texts) != 1:
            raise Broken(domain)
        redirect = ""
        for sign, name, value in _terms(texts[0]):
            if name in LOOKS_UP:
                self._count(domain)
            if name == "redirect":
                redirect = value
            elif (fits := self._fits(name, value, domain, address)) is None:
                return Result.UNKNOWN
            elif fits:
                return Result(sign)
        if redirect:
            return self._evaluate(redirect, address)
        return Result.NEUTRAL

    def _count(self, domain: str) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise TooLong(domain)

    def _fits(self, name: str, value: str, domain: str, address: str) -> bool | None:
        """Return whether a mechanism names the address, None when nobody can tell."""
        if "%" in value or name in ("exists", "ptr"):
            return None
        if name == "all":
            return True
        if name in ("ip4", "ip6"):
            return _is_in(address, value)
        if name == "include":
            within = self._evaluate(value, address)
            return None if within == Result.UNKNOWN else within == Result.YES
        if name in ("a", "mx"):
            host, _slash, prefix = value.partition("/")
            hosts = [host or domain]
            if name == "mx":
                hosts = self.records.mail_hosts(hosts[0])
            return any(
                _is_in(address, f"{found}/{prefix}" if prefix else found)
                for each in hosts
                for found in self.records.addresses(each)
            )
        return False


def _terms(text: str) -> Iterator[tuple[str, str, str]]:
    """Return each term as sign, name and value."""
    for term in text.split()[1:]:
        sign, rest = (term[0], term[1:]) if term[0] in "+-~?" else ("+", term)
        mark = "=" if "=" in rest.partition(":")[0] else ":"
        name, _mark, value = rest.partition(mark)
        name, slash, prefix = name.partition("/")
        yield sign, name.lower(), value or f"{slash}{prefix}"


def _is_in(address: str, network: str) -> bool:
    try:
        whole = ip_network(network.split("//")[0], strict=False)
    except ValueError:
        raise Broken(network) from None
    return ip_address(address) in whole

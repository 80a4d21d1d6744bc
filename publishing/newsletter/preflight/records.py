"""What DNS says; every question has an answer or raises Unanswered."""

from functools import cached_property

import dns.exception
import dns.resolver
import dns.reversename

#: Seconds for one question.
PATIENCE = 4

#: There is no such name, or nothing of that kind at it.
NOTHING = (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer)


class Unanswered(Exception):
    """No name server answered: nothing can be said of the domain."""


class Records:
    """Questions to DNS."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """`patience` is in seconds, for one question with all its repetitions."""
        self.patience = patience

    @cached_property
    def _resolver(self) -> dns.resolver.Resolver:
        try:
            resolver = make_resolver()
        except dns.resolver.NoResolverConfiguration as error:
            raise Unanswered(str(error)) from error
        resolver.lifetime = self.patience
        return resolver

    def texts(self, name: str) -> list[str]:
        """Return the TXT records at `name`, each in one piece."""
        answers = self._ask(name, "TXT")
        return [b"".join(each.strings).decode(errors="replace") for each in answers]

    def addresses(self, host: str) -> list[str]:
        """Return the IP addresses of `host`, of both kinds."""
        found = [*self._ask(host, "A"), *self._ask(host, "AAAA")]
        return [each.address for each in found]

    def mail_hosts(self, domain: str) -> list[str]:
        """Return who takes mail for `domain`; a lone dot means nobody (RFC 7505)."""
        hosts = [each.exchange.to_text(omit_final_dot=True) for each in self.mx(domain)]
        return [host for host in hosts if host not in ("", ".", "@")]

    def mx(self, domain: str) -> list:
        """Return the MX records of `domain`."""
        return self._ask(domain, "MX")

    def names(self, address: str) -> list[str]:
        """Return the names that an IP address says it has."""
        found = self._ask(dns.reversename.from_address(address).to_text(), "PTR")
        return [each.target.to_text(omit_final_dot=True) for each in found]

    def _ask(self, name: str, kind: str) -> list:
        try:
            return list(self._resolver.resolve(name, kind, search=False))
        except NOTHING:
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise Unanswered(f"{name}: {error}") from error


def make_resolver() -> dns.resolver.Resolver:
    """Return the resolver of this machine."""
    return dns.resolver.Resolver()

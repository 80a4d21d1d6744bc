"""The preflight: what mailbox providers check of us, each in plain words.

Whoever runs the town's domain can mend it; the sentences can be passed on to
her as they stand.
"""

from ipaddress import ip_address

from django.conf import settings
from django.utils.translation import gettext as _

from publishing.newsletter.letter import return_address, sender
from publishing.newsletter.preflight import dkim, dmarc
from publishing.newsletter.preflight.records import Records, Unanswered
from publishing.newsletter.preflight.spf import Broken, Policy, Result, TooLong
from publishing.transport import Finding


def preflight() -> list[Finding]:
    """Return what was found; one notice where there is nothing to ask or nobody."""
    domain, returns = _domain(sender()), _domain(return_address())
    if settings.CITYHUB_SANDBOX or "." not in domain or "." not in returns:
        return [_skipped(_("Mail stays on this machine: there is nothing to look up."))]
    try:
        return list(Preflight(Records(), domain, returns).findings())
    except Unanswered:
        return [
            _skipped(
                _(
                    "No name server (DNS) answers here, so nobody can tell whether "
                    "mailbox providers will trust our mail. Look again later."
                )
            )
        ]


class Preflight:
    """What DNS says of one sender. `returns` is the domain bounces come back to."""

    def __init__(self, records: Records, domain: str, returns: str) -> None:
        self.records = records
        self.domain = domain
        self.returns = returns

    def findings(self) -> list[Finding]:
        """Return one finding for each thing. Raises Unanswered."""
        servers = self._servers()
        rule_domain, rules = dmarc.rules_of(self.records, self.domain)
        rule = dmarc.tags(rules[0]) if len(rules) == 1 else {}
        signed = self._signature()
        return [
            self._who_may_send(servers),
            signed,
            self._rule(rule_domain, rules),
            self._alignment(rule, signed),
            self._names_of(servers),
            self._way_back(),
        ]

    def _servers(self) -> list[str]:
        """Return the public addresses that our mail leaves from, [] if unknown."""
        known = settings.NEWSLETTER_SENDING_IPS
        found = known or self.records.addresses(settings.EMAIL_HOST)
        return [address for address in found if known or ip_address(address).is_global]

    def _who_may_send(self, servers: list[str]) -> Finding:
        name = _("Who may send for the town (SPF)")
        policy = Policy(self.records, self.returns)
        if sentence := self._spf_fault(policy, servers):
            return Finding(name=name, ok=False, sentence=sentence)
        if not servers:
            return Finding(name=name, ok=None, sentence=_unknown_servers())
        return Finding(name=name, ok=True)

    def _spf_fault(self, policy: Policy, servers: list[str]) -> str:
        texts, names = policy.texts(), {"domain": self.returns}
        if len(texts) != 1:
            return _no_single_policy(texts) % names
        if policy.lets_everybody():
            return (
                _(
                    "The record of %(domain)s (+all) lets everybody send in the town’s "
                    "name. Have it end in -all."
                )
                % names
            )
        try:
            left_out = [
                server
                for server in servers
                if policy.result(server) not in (Result.YES, Result.UNKNOWN)
            ]
        except TooLong:
            return (
                _(
                    "The record of %(domain)s needs more than ten look-ups, so "
                    "receivers ignore it. Have some of its “include” taken out."
                )
                % names
            )
        except Broken:
            return _("The record of %(domain)s holds a mistake.") % names
        if left_out:
            return _(
                "%(domain)s doesn’t name our mail server (%(servers)s) among those "
                "that may send for it. Have it added to the record."
            ) % {**names, "servers": ", ".join(left_out)}
        return ""

    def _signature(self) -> Finding:
        name = _("Signature (DKIM)")
        selector = settings.NEWSLETTER_DKIM_SELECTOR
        if not selector:
            return Finding(name=name, ok=None, sentence=_unknown_selector())
        keys = dkim.keys_at(self.records, selector, self.domain)
        if keys and dkim.is_good(keys[0]):
            return Finding(name=name, ok=True)
        place = {"place": f"{selector}._domainkey.{self.domain}"}
        sentence = _(
            "There is no key at %(place)s: no receiver can check our signature. Have "
            "the mail server’s public key published there."
        )
        if keys:
            sentence = _(
                "The key at %(place)s is withdrawn, broken or shorter than 1024 bits: "
                "receivers don’t accept it. Have a new one published."
            )
        return Finding(name=name, ok=False, sentence=sentence % place)

    def _rule(self, rule_domain: str, rules: list[str]) -> Finding:
        name = _("Rule against forgeries (DMARC)")
        names = {"domain": rule_domain or self.domain}
        if not rules:
            sentence = _(
                "%(domain)s has no rule. Gmail and Yahoo ask for one; this is enough "
                "to begin: “v=DMARC1; p=none”, as a TXT record at _dmarc.%(domain)s"
            )
            return Finding(name=name, ok=False, sentence=sentence % names)
        if len(rules) > 1 or "p" not in dmarc.tags(rules[0]):
            sentence = _(
                "The rule at _dmarc.%(domain)s must be a single one that says “p=…”."
            )
            return Finding(name=name, ok=False, sentence=sentence % names)
        return Finding(name=name, ok=True)

    def _alignment(self, rule: dict[str, str], signed: Finding) -> Finding:
        """Either the path back or the signature must be of the sender's domain."""
        name = _("One domain everywhere (alignment)")
        strictly = rule.get("aspf", "r").lower() == "s"
        same = dmarc.are_aligned(
            self.records, self.domain, self.returns, strictly=strictly
        )
        if same or signed.ok:
            return Finding(name=name, ok=True)
        sentence = _(
            "The newsletter comes from %(domain)s, but bounces go to %(returns)s, and "
            "no signature of %(domain)s was found. Receivers will doubt the sender: "
            "set NEWSLETTER_RETURN_ADDRESS to an address of the same domain."
        ) % {"domain": self.domain, "returns": self.returns}
        return Finding(name=name, ok=False, sentence=sentence)

    def _names_of(self, servers: list[str]) -> Finding:
        name = _("The mail server’s own name (PTR)")
        if not servers:
            return Finding(name=name, ok=None, sentence=_unknown_servers())
        nameless = [server for server in servers if not self._is_named(server)]
        sentence = _(
            "%(servers)s has no name of its own that leads back to it. Gmail refuses "
            "such senders: ask who runs the server for a PTR record and an A record."
        ) % {"servers": ", ".join(nameless)}
        return Finding(
            name=name, ok=not nameless, sentence=sentence if nameless else ""
        )

    def _is_named(self, server: str) -> bool:
        names = self.records.names(server)
        return any(server in self.records.addresses(name) for name in names)

    def _way_back(self) -> Finding:
        name = _("The way back for bounces (MX)")
        if self.records.mail_hosts(self.returns):
            return Finding(name=name, ok=True)
        sentence = _(
            "No mail server takes mail for %(domain)s: bounces and answers get lost. "
            "Have an MX record published, or choose another address."
        ) % {"domain": self.returns}
        return Finding(name=name, ok=False, sentence=sentence)


def _no_single_policy(texts: list[str]) -> str:
    if texts:
        return _(
            "%(domain)s has several SPF records, so receivers ignore them all. Have "
            "them made into one."
        )
    return _(
        "%(domain)s doesn’t say who may send its mail. Have a TXT record published, "
        "such as “v=spf1 mx -all” with our mail server in it."
    )


def _unknown_servers() -> str:
    return _(
        "CityHub doesn’t know from which address the mail server writes to the world. "
        "Say it in NEWSLETTER_SENDING_IPS, then CityHub looks."
    )


def _unknown_selector() -> str:
    return _(
        "Say in NEWSLETTER_DKIM_SELECTOR which key the mail server signs with, then "
        "CityHub looks whether it is published."
    )


def _skipped(sentence: str) -> Finding:
    return Finding(name=_("Mail domain (DNS)"), ok=None, sentence=sentence)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()

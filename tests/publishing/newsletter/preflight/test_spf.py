"""SPF, as RFC 7208 has it evaluated."""

import pytest

from publishing.newsletter.preflight.records import Records
from publishing.newsletter.preflight.spf import Broken, Policy, Result, TooLong

ZONE = {
    "a": "a.example.org. A 192.0.2.1\na.example.org. AAAA 2001:db8::1",
    "mx": "mail.example.org. MX 10 a.example.org.",
    "include": 'in.example.org. TXT "v=spf1 ip4:192.0.2.0/24 -all"',
    "macro": 'macro.example.org. TXT "v=spf1 exists:%{i}.example.org -all"',
}


def result(ask, record: str, address: str = "192.0.2.1") -> Result:
    zone = {**ZONE, "spf": f'town.example.org. TXT "{record}"'}
    return ask(zone, lambda: Policy(Records(), "town.example.org").result(address))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=spf1 a:a.example.org -all", Result.YES),
        ("v=spf1 mx:mail.example.org -all", Result.YES),
        ("v=spf1 include:in.example.org -all", Result.YES),
        ("v=spf1 redirect=in.example.org", Result.YES),
        ("v=spf1 a:a.example.org/24 -all", Result.YES),
        ("v=spf1 ip4:198.51.100.0/24 -all", Result.NO),
        ("v=spf1 a ~all", Result.RATHER_NOT),
        ("v=spf1 -a:a.example.org +all", Result.NO),
        ("v=spf1 ip4:198.51.100.1", Result.NEUTRAL),
        ("v=spf1 exists:%{i}.example.org -all", Result.UNKNOWN),
        ("v=spf1 include:macro.example.org -all", Result.UNKNOWN),
    ],
)
def test_the_first_mechanism_that_fits_decides(ask, record, expected):
    assert result(ask, record) == expected


def test_addresses_of_the_newer_kind_fit_as_well(ask):
    record = "v=spf1 ip6:2001:db8::/32 -all"
    assert result(ask, record, "2001:db8::1") == Result.YES


def test_eleven_look_ups_are_too_many(ask):
    record = "v=spf1 " + "a:b.example.org " * 11 + "-all"
    with pytest.raises(TooLong):
        result(ask, record)


@pytest.mark.parametrize("record", ["v=spf1 ip4:x -all", "v=spf1 include:none.example"])
def test_a_record_with_a_mistake_is_broken(ask, record):
    with pytest.raises(Broken):
        result(ask, record)

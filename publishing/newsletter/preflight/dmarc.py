"""What receivers are to do with mail that isn't ours (DMARC), and whose "ours" is."""

from publishing.newsletter.preflight.records import Records

#: A domain's rule may stand at a parent's, so many labels up (DMARCbis, tree walk).
MOST_LABELS = 8


def rules_of(records: Records, domain: str) -> tuple[str, list[str]]:
    """Return the nearest domain with DMARC records, and those; "" for none."""
    for parent in _upwards(domain):
        if found := _at(records, parent):
            return parent, found
    return "", []


def tags(record: str) -> dict[str, str]:
    """Return what a DMARC or DKIM record says, by its tags."""
    pairs = (part.partition("=") for part in record.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, _equals, value in pairs}


def organisation(records: Records, domain: str) -> str:
    """Return the domain that the house itself owns: the topmost with a rule."""
    found = [parent for parent in _upwards(domain) if _at(records, parent)]
    return found[-1] if found else domain


def are_aligned(records: Records, one: str, other: str, *, strictly: bool) -> bool:
    """Whether receivers count two domains as the same sender's."""
    if one == other:
        return True
    if strictly:
        return False
    return organisation(records, one) == organisation(records, other)


def _at(records: Records, domain: str) -> list[str]:
    texts = records.texts(f"_dmarc.{domain}")
    return [text for text in texts if text.lower().startswith("v=dmarc1")]


def _upwards(domain: str) -> list[str]:
    labels = domain.split(".")
    shorter = range(max(1, len(labels) - MOST_LABELS + 1), len(labels) - 1)
    return [".".join(labels[start:]) for start in (0, *shorter)]

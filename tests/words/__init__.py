"""The words that no shopkeeper and no manager should have to know."""

import re

TECHNICAL = re.compile(r"\b(?:workflow|slug|r[ée]vision|snippet)s?\b", re.IGNORECASE)

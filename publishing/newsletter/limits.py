"""How many mails may leave in a second, a minute, an hour: what the setting says."""

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.core.exceptions import ImproperlyConfigured

#: The name under which all domains together are counted.
EVERYWHERE = ""
PERIODS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
}
FORM = re.compile(r"(?:(?P<domain>\*|[\w.-]+):)?(?P<number>\d+)/(?P<period>\w+)")
#: The domain of a limit that holds for each domain by itself.
EACH = "*"


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `number` mails in any `period`; to `domain`, or in all."""

    number: int
    period: timedelta
    domain: str = EVERYWHERE

    def holds_for(self, domain: str) -> bool:
        """Whether it bounds what leaves for `domain` ("" for all together)."""
        return self.domain == domain or (self.domain == EACH and domain != EVERYWHERE)


@cache
def parsed(text: str) -> tuple[Limit, ...]:
    """Return the limits of a setting like `10/second *:100/minute gmail.com:500/hour`.

    Raises ImproperlyConfigured for anything else.
    """
    limits = []
    for word in text.split():
        found = FORM.fullmatch(word)
        if found is None or found["period"] not in PERIODS or not int(found["number"]):
            raise ImproperlyConfigured(f"NEWSLETTER_LIMITS: what is “{word}”?")
        limits.append(
            Limit(
                number=int(found["number"]),
                period=PERIODS[found["period"]],
                domain=(found["domain"] or EVERYWHERE).lower(),
            )
        )
    return tuple(limits)

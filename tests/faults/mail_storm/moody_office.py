"""A mail server that delays, hangs up after DATA, and answers 4xx and 5xx."""

import random
import re
import time
from collections import Counter

from tests.publishing.newsletter.post_office import TAKEN, PostOffice, Quarters

MESSAGE_ID = re.compile(rb"^Message-ID: (<[^>]+>)", re.MULTILINE | re.IGNORECASE)
GONE = "550 5.1.1 No such user"
FULL = "452 4.2.2 Mailbox full"
THROTTLED = "451 4.7.1 Too many mails from you"
HANG_UP = "hang up"
#: How often each mood comes; whatever is left over is taken.
GONE_SHARE, FULL_SHARE, THROTTLED_SHARE = 0.01, 0.02, 0.005
BREAKS_BEFORE, BREAKS_AFTER = 0.01, 0.01
LONGEST_DELAY = 0.02


class MoodyOffice(PostOffice):
    """Its moods are the same for each seed, but for the order of its callers.

    `drops` counts mails that were taken without a word.
    """

    def __init__(self, seed: str) -> None:
        super().__init__()
        self.seed, self.drops = seed, 0
        self.tries: Counter[str] = Counter()
        self.chance = random.Random(f"{seed}/office")
        self.at_rcpt, self.at_data = self._towards_address, self._towards_mail

    @property
    def copies(self) -> Counter[str]:
        """Return how often each message was taken, by its Message-ID."""
        return Counter(
            MESSAGE_ID.search(mail)[1].decode() for _address, mail in self.mails
        )

    def _towards_address(self, address: str) -> str:
        self.tries[address] += 1
        mood = random.Random(f"{self.seed}/{address}").random()
        if mood < GONE_SHARE:
            return GONE
        if mood < GONE_SHARE + FULL_SHARE and self.tries[address] == 1:
            return FULL
        if self.chance.random() < THROTTLED_SHARE:
            return THROTTLED
        return HANG_UP if self.chance.random() < BREAKS_BEFORE else TAKEN

    def _towards_mail(self, address: str) -> str:
        time.sleep(self.chance.uniform(0, LONGEST_DELAY))
        if self.chance.random() < BREAKS_AFTER:
            self.drops += 1
            return HANG_UP
        return TAKEN


__all__ = ["MoodyOffice", "Quarters"]

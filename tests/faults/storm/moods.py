"""In which mood the server meets a call: by chance, but the same for each seed."""

import random
from dataclasses import dataclass

#: How often each mood comes: (weight, the post is taken, how it is answered).
MOODS = (
    (46, True, "receipt"),
    (8, True, "drop"),
    (6, True, "hang"),
    (8, True, "error 500"),
    (6, True, "html"),
    (4, True, "nonsense"),
    (4, True, "cut"),
    (3, True, "late"),
    (5, False, "drop"),
    (4, False, "error 500"),
    (3, False, "html"),
    (3, False, "duplicate"),
)
#: Of the posts that stand there already, this share is refused as a duplicate.
REFUSED_TWICE = 0.3
#: After so many tries for one item, the server is fair.
FAIR_AFTER = 4
TROUBLED_READS = 0.02
READ_MOODS = ("drop", "hang", "error 500", "html", "nonsense")


@dataclass(frozen=True)
class Mood:
    """Whether a post is taken, how the call is answered and after how long."""

    taken: bool
    answer: str
    delay: float
    lag: float


class Temper:
    """The moods of one seed; `longest_lag` is how late a post may show up."""

    def __init__(self, seed, longest_delay=0.2, longest_lag=1.0):
        self.seed = seed
        self.longest_delay, self.longest_lag = longest_delay, longest_lag
        self._reads = random.Random(f"{seed}/reads")

    def towards_post(self, item, number, stands_there):
        """Return the mood towards the try `number` (from 0) to post `item`."""
        chance = random.Random(f"{self.seed}/{item}/{number}")
        _weight, taken, answer = chance.choices(MOODS, [mood[0] for mood in MOODS])[0]
        if number >= FAIR_AFTER:
            taken, answer = True, "receipt"
        if stands_there and chance.random() < REFUSED_TWICE:
            taken, answer = False, "duplicate"
        delay = chance.uniform(0, self.longest_delay)
        return Mood(taken, answer, delay, chance.uniform(0, self.longest_lag))

    def towards_read(self):
        """Return how a reading call is answered: "listing", or trouble."""
        if self._reads.random() < TROUBLED_READS:
            return self._reads.choice(READ_MOODS)
        return "listing"

"""Who dies when: workers, beats and the broker, by SIGKILL; clocks jump."""

import random
import time
from collections import Counter
from datetime import timedelta

HOUR = timedelta(hours=1)
GUSTS = {"worker": 76, "beat": 9, "broker": 5, "second beat": 5, "clock": 5}
#: With each gust, a clock that is wrong is put right with this chance.
PUT_RIGHT = 0.4


def killed(done):
    """Return how many processes were killed in what was `done`."""
    return sum(done[name] for name in ("worker", "beat", "broker"))


class Weather:
    """Blows over a house; counts what it did."""

    def __init__(self, house, sky, seed, workers=3):
        self.house, self.sky = house, sky
        self.chance = random.Random(f"{seed}/weather")
        self.done = Counter()
        self.workers = [house.worker() for _ in range(workers)]
        self.beats = [house.beat("schedule")]

    def blow(self, kills, gap, tell=lambda weather: None):
        """Kill so many processes, one each `gap` seconds on average."""
        while killed(self.done) < kills:
            time.sleep(self.chance.uniform(0.2, 1.8) * gap)
            gust = self.chance.choices(list(GUSTS), list(GUSTS.values()))[0]
            self.done[gust] += 1
            if self.chance.random() < PUT_RIGHT:
                self.sky.step(timedelta())
            getattr(self, f"_{gust.replace(' ', '_')}")()
            tell(self)

    def abate(self):
        """Leave a house that works, its clocks ahead of all they have shown."""
        self.sky.step(2 * HOUR)

    def _worker(self):
        place = self.chance.randrange(len(self.workers))
        self.house.kill(self.workers[place])
        self.workers[place] = self.house.worker()

    def _beat(self):
        self.house.kill(self.beats.pop())
        if not self.beats:
            self.beats.append(self.house.beat("schedule"))

    def _second_beat(self):
        if len(self.beats) == 1:
            self.beats.append(self.house.beat("second-schedule"))

    def _broker(self):
        self.house.kill_broker()
        time.sleep(self.chance.uniform(0, 0.5))
        self.house.start_broker()

    def _clock(self):
        self.sky.step(self.chance.choice((HOUR, -HOUR)))

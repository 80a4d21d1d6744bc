"""One storm from the first cloud to the reckoning."""

import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import override_settings

from publishing.models import Channel, Publication
from tests.factories import make_news, make_photo, make_shop
from tests.faults.house import House
from tests.faults.storm.moods import Temper
from tests.faults.storm.page import PageServer
from tests.faults.storm.reckoning import Reckoning, places_of, reckon, secrets
from tests.faults.storm.sky import Sky
from tests.faults.storm.weather import Weather, killed

TOKEN = "EAAtheTokenThatNobodyMaySee"
#: Europe's clocks go forward at this instant, a third into the storm.
SUMMER_BEGINS = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
WITH_PHOTO = 5
#: The lease outlasts a call (1.2 s), the grace what comes after it: the server takes
#: a late post 0.5 s after we gave up, and shows it 1 s later.
ENVIRONMENT = {
    "PUBLISHING_LEASE_SECONDS": "3",
    "PUBLISHING_GRACE_SECONDS": "4",
    "FACEBOOK_CONNECT_TIMEOUT": "1",
    "FACEBOOK_READ_TIMEOUT": "1.2",
    "FACEBOOK_PHOTO_TIMEOUT": "1.2",
}


@dataclass
class Storm:
    """How large a storm is, and what was seen after it."""

    items: int
    kills: int
    gap: float
    seed: str = "1"
    flaw: str = ""
    patience: float = 120
    workers: int = 3
    tell: object = lambda _text: None
    reckoning: Reckoning = field(default_factory=Reckoning)
    leaks: list = field(default_factory=list)
    done: Counter = field(default_factory=Counter)
    log: str = ""

    def rage(self):
        """Run it; return the reckoning."""
        length = timedelta(seconds=self.kills * self.gap)
        ahead = SUMMER_BEGINS - length / 3 - datetime.now(UTC)
        with (
            tempfile.TemporaryDirectory(prefix="sky-") as heaven,
            PageServer(Temper(self.seed), ahead=ahead) as page,
            House(
                nursery="tests.faults.storm.nursery",
                FACEBOOK_GRAPH_URL=page.url,
                STORM_SKY=f"{heaven}/clock",
                STORM_FLAW=self.flaw,
                **ENVIRONMENT,
            ) as house,
            override_settings(MEDIA_ROOT=str(house.home / "media")),
        ):
            sky = Sky(Path(heaven) / "clock", ahead)
            channel, publications = self._plan(sky, length)
            weather = Weather(house, sky, self.seed, self.workers)
            began = time.monotonic()
            weather.blow(self.kills, self.gap, lambda w: self._say(w, page, began))
            weather.abate()
            self._wait(weather, page, began)
            self.done, self.log = weather.done, house.log
            self.reckoning = reckon(publications, page)
            house.stop()
            for secret in secrets(channel):
                self.leaks += places_of(secret, house.home)
        return self.reckoning

    def _plan(self, sky, length):
        """Plan all items, spread over the storm; a handful has a photo."""
        channel = Channel.objects.create(kind="facebook", name="Page", remote_id="1")
        channel.connect({"access_token": TOKEN})
        shop, publications = make_shop(), {}
        for item in range(self.items):
            photo = make_photo() if item < WITH_PHOTO else None
            news = make_news(shop, title=f"Nouvelle n° {item}", photo=photo)
            at = sky.now() + length * (item / self.items)
            publications[item] = Publication.objects.plan(news, channel, at)
        return channel, publications

    def _wait(self, weather, page, began):
        end = time.monotonic() + self.patience
        waiting = Publication.objects.filter(due_at__isnull=False)
        while waiting.exists() and time.monotonic() < end:
            self._say(weather, page, began)
            time.sleep(0.5)

    def _say(self, weather, page, began):
        said = Publication.objects.filter(state=Publication.State.PUBLISHED).count()
        self.tell(
            f"{time.monotonic() - began:5.0f} s  {killed(weather.done):4d} kills  "
            f"{len(page.posts):5d} posts  {said:5d} of {self.items} said published"
        )

"""One storm over one issue, from the first mail to the reckoning."""

import os
import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from publishing.models import Channel, Publication
from publishing.newsletter.compose import compose_issue
from publishing.newsletter.models import Delivery, NewsletterPage, Subscriber
from publishing.newsletter.send import MICRO_CHUNK
from tests.faults.house import House
from tests.faults.mail_storm.moody_office import MoodyOffice, Quarters

GUSTS = {"worker": 76, "broker": 12, "database": 12}
#: Each on a connection of its own.
HANDS = 3
LEASE = 5
ENVIRONMENT = {
    "PUBLISHING_LEASE_SECONDS": str(LEASE),
    "PUBLISHING_GRACE_SECONDS": "1",
    "NEWSLETTER_HANDS": str(HANDS),
}
State = Delivery.State


@dataclass
class Reckoning:
    """How many readers went wrong, and in which way.

    Lost: said to have it, and the server never saw it. Duplicates: copies too many;
    nobody asked for any. Beyond the bound: uncertain, and neither a kill (a
    micro-chunk for each connection) nor a broken line explains it.
    """

    readers: int = 0
    lost: int = 0
    duplicates: int = 0
    undecided: int = 0
    beyond_bound: int = 0


@dataclass
class MailStorm:
    """How large a storm is, and what was seen after it."""

    readers: int
    kills: int
    gap: float
    seed: str = "1"
    flaw: str = ""
    workers: int = 3
    patience: float = 300
    tell: object = lambda _text: None
    done: Counter = field(default_factory=Counter)
    uncertain: int = 0
    drops: int = 0
    log: str = ""

    def rage(self):
        """Run it; return the reckoning."""
        office = MoodyOffice(self.seed)
        quarters = Quarters(office)
        quarters.start()
        try:
            with House(
                nursery="tests.faults.mail_storm.nursery",
                STORM_FLAW=self.flaw,
                **{**ENVIRONMENT, "EMAIL_URL": f"smtp://127.0.0.1:{quarters.port}"},
            ) as house:
                publication = self._plan()
                self._blow(house, office)
                self._wait(publication, office)
                self.log = house.log
                house.stop()
        finally:
            quarters.stop()
        return self._reckon(publication, office)

    def _plan(self):
        """Approve an issue for all readers; it is due at once."""
        Subscriber.objects.bulk_create(
            Subscriber(
                email=f"reader-{number}@domain-{number % 7}.example",
                name=f"Zoé nº {number}",
                language=("fr", "en")[number % 2],
                state=Subscriber.State.CONFIRMED,
            )
            for number in range(self.readers)
        )
        manager = User.objects.create_user("storm", "storm@example.org")
        issue = compose_issue(NewsletterPage.objects.get(), manager)
        issue.edito = "Chères commerçantes, " + "voici le mois. " * 40
        issue.save_revision(user=manager).publish()
        channel = Channel.objects.get(kind=Channel.Kind.NEWSLETTER)
        return Publication.objects.plan(issue, channel, timezone.now())

    def _blow(self, house, office):
        chance = random.Random(f"{self.seed}/weather")
        gusts = dict(GUSTS)
        if "CITYHUB_TEST_POSTGRES" not in os.environ:
            del gusts["database"]
        house.beat()
        workers = [house.worker() for _each in range(self.workers)]
        while sum(self.done.values()) < self.kills:
            wait_for_mail(office)
            time.sleep(chance.uniform(0.2, 1.8) * self.gap)
            gust = chance.choices(list(gusts), list(gusts.values()))[0]
            if gust == "worker":
                place = chance.randrange(len(workers))
                house.kill(workers[place])
                workers[place] = house.worker()
            elif gust == "broker":
                house.kill_broker()
                house.start_broker()
            else:
                restart_database()
            self.done[gust] += 1
            self._say(office)

    def _wait(self, publication, office):
        end = time.monotonic() + self.patience
        while time.monotonic() < end and not steadily(
            lambda: Publication.objects.filter(
                pk=publication.pk, state=Publication.State.PUBLISHED
            ).exists()
        ):
            self._say(office)
            time.sleep(0.2)

    def _reckon(self, publication, office):
        copies, self.drops = office.copies, office.drops
        ledger = steadily(lambda: list(publication.deliveries.all()))
        self.uncertain = sum(each.state == State.UNCERTAIN for each in ledger)
        deaths = self.done["worker"] + self.done["database"]
        bound = MICRO_CHUNK * HANDS * deaths + self.drops
        return Reckoning(
            readers=len(ledger),
            lost=sum(
                each.state == State.SENT and not copies[each.message_id]
                for each in ledger
            ),
            duplicates=sum(max(copies[each.message_id] - 1, 0) for each in ledger),
            undecided=sum(each.state in State.OPEN for each in ledger),
            beyond_bound=max(self.uncertain - bound, 0),
        )

    def _say(self, office):
        self.tell(
            f"{sum(self.done.values()):3d} gusts  {len(office.mails):6d} mails "
            f"of {self.readers}"
        )


def wait_for_mail(office):
    """Wait until another mail comes: to kill who does nothing proves nothing."""
    before, end = len(office.mails), time.monotonic() + LEASE * 2
    while len(office.mails) == before and time.monotonic() < end:
        time.sleep(0.02)


def restart_database():
    """Let PostgreSQL die at once and come back, with what it had committed."""
    binaries, data = os.environ["CITYHUB_TEST_POSTGRES"].split(":")
    command = [f"{binaries}/pg_ctl", "restart", "-D", data, "-m", "immediate", "-w"]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def steadily(ask):
    """Return `ask()`, once more when the database went away in between."""
    for _time in range(20):
        try:
            return ask()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.5)
    return ask()

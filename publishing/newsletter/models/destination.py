"""Where mails go: how long a domain wants to be left alone, and what left for it."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from publishing.newsletter.limits import EVERYWHERE

FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(hours=1)


class DestinationQuerySet(models.QuerySet["Destination"]):
    """Destinations, by whether they rest."""

    def resting(self, now: datetime) -> "DestinationQuerySet":
        """Return those to which nothing may leave at `now` (aware)."""
        return self.filter(rests_until__gt=now)

    def of_delivery(self) -> "DestinationQuerySet":
        """Return what holds for a delivery, in a query on deliveries."""
        return self.filter(Q(domain=OuterRef("domain")) | Q(domain=EVERYWHERE))

    def back_off(self, domain: str) -> None:
        """Leave `domain` alone for a while, longer with each setback in a row.

        Refusals that several workers meet at once are one setback.
        """
        now = timezone.now()
        with transaction.atomic():
            self.get_or_create(domain=domain, defaults={"rests_until": now})
            known = self.select_for_update().get(domain=domain)
            if known.rests_until <= now:
                rest = min(FIRST_REST * 2 ** min(known.setbacks, 10), LONGEST_REST)
                self.filter(domain=domain).update(
                    rests_until=now + rest, setbacks=F("setbacks") + 1
                )

    def rest(self, domain: str, until: datetime) -> None:
        """Send nothing to `domain` before `until` (aware): a limit is reached."""
        self.get_or_create(domain=domain, defaults={"rests_until": until})
        self.filter(domain=domain).update(rests_until=Greatest("rests_until", until))

    def troubled(self) -> set[str]:
        """Return the domains that asked to wait the last time."""
        return set(self.filter(setbacks__gt=0).values_list("domain", flat=True))

    def well(self, domains: set[str]) -> None:
        """Note that these took mail again."""
        self.filter(domain__in=domains).update(setbacks=0)


class Destination(models.Model):
    """A domain that mails go to; with an empty name, all of them together."""

    domain = models.CharField(primary_key=True, max_length=254)
    rests_until = models.DateTimeField()
    setbacks = models.PositiveIntegerField(default=0)

    objects = DestinationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.domain or "*"


class Departure(models.Model):
    """How many mails left for a domain at an instant: what limits are counted by."""

    domain = models.CharField(max_length=254)
    at = models.DateTimeField()
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["domain", "at"])]

    def __str__(self) -> str:
        return f"{self.domain or '*'}: {self.number}"

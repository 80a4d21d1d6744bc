"""The pace of sending: what may leave now, in all and for a domain.

What left is counted in rows, so the limits hold for all workers together and
after a restart.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from publishing.newsletter.limits import EVERYWHERE, Limit, parsed
from publishing.newsletter.models import Delivery, Departure, Destination


def let_leave(mails: Sequence[Delivery]) -> list[Delivery]:
    """Return those that may leave now, counted as left; the others' domains rest."""
    limits = parsed(settings.NEWSLETTER_LIMITS)
    if not limits:
        return list(mails)
    now = timezone.now()
    with transaction.atomic():
        _wait_for_other_workers(now)
        count = _Count(limits, now)
        leaving = [mail for mail in mails if count.takes(mail.domain)]
        Departure.objects.bulk_create(
            Departure(domain=domain, at=now, number=number)
            for domain, number in count.taken.items()
        )
        longest = max(limit.period for limit in limits)
        Departure.objects.filter(at__lte=now - longest).delete()
    return leaving


class _Count:
    """What may leave at one instant; to be used under the lock."""

    def __init__(self, limits: Sequence[Limit], now: datetime) -> None:
        self.limits, self.now = limits, now
        self.room: dict[str, int | None] = {}
        self.taken: Counter[str] = Counter()

    def takes(self, domain: str) -> bool:
        """Whether one more may leave for `domain`; it is counted then."""
        counted = [
            each for each in (EVERYWHERE, domain) if self._room(each) is not None
        ]
        full = [each for each in counted if self._room(each) == 0]
        for each in full:
            Destination.objects.rest(each, self._free_at(each))
        if full:
            return False
        for each in counted:
            self.room[each] = (self.room[each] or 0) - 1
            self.taken[each] += 1
        return True

    def _of(self, domain: str) -> list[Limit]:
        return [limit for limit in self.limits if limit.holds_for(domain)]

    def _room(self, domain: str) -> int | None:
        """Return how many more may leave for `domain`, None for any number."""
        if domain not in self.room:
            self.room[domain] = min(
                (
                    limit.number - self._left(limit, domain)
                    for limit in self._of(domain)
                ),
                default=None,
            )
            if self.room[domain] is not None:
                self.room[domain] = max(self.room[domain] or 0, 0)
        return self.room[domain]

    def _left(self, limit: Limit, domain: str) -> int:
        lately = Departure.objects.filter(domain=domain, at__gt=self.now - limit.period)
        return lately.aggregate(sum=Sum("number"))["sum"] or 0

    def _free_at(self, domain: str) -> datetime:
        """Return when the first of those that fill the limits counts no more."""
        free = self.now
        for limit in self._of(domain):
            lately = Departure.objects.filter(
                domain=domain, at__gt=self.now - limit.period
            )
            if self._left(limit, domain) + self.taken[domain] >= limit.number:
                first = lately.order_by("at").values_list("at", flat=True).first()
                free = max(free, (first or self.now) + limit.period)
        return free


def _wait_for_other_workers(now: datetime) -> None:
    """Let one worker count at a time: the row is locked until the transaction ends."""
    Destination.objects.get_or_create(domain=EVERYWHERE, defaults={"rests_until": now})
    Destination.objects.select_for_update().get(domain=EVERYWHERE)

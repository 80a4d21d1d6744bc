"""How we learn what happens on a Page: Facebook tells us, or we look."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from publishing.models import Channel

#: Facebook drops a call that failed for 36 hours, so we look now and then anyway.
SELDOM = 6
LONGEST_WAIT = timedelta(hours=6)
RENEWED = timedelta(days=1)
#: Whoever died while looking leaves it to the next after this.
LEASE = timedelta(minutes=5)


class PageWatchQuerySet(models.QuerySet["PageWatch"]):
    """Watches, by what is to be done with them."""

    def begin(self, channel: Channel) -> None:
        """Have the Page of `channel` subscribed and looked at as soon as possible."""
        self.update_or_create(
            channel=channel,
            defaults={"look_at": timezone.now(), "told_at": None, "setbacks": 0},
        )

    def note_heard(self, channel_ids: set[int], now: datetime) -> None:
        """Note that Facebook called about these channels at `now` (aware)."""
        self.filter(channel__in=channel_ids).update(heard_at=now)

    def due(self, now: datetime) -> "PageWatchQuerySet":
        """Return those whose Page is to be looked at, on channels that send."""
        return self.filter(
            look_at__lte=now, channel__state=Channel.State.ACTIVE
        ).select_related("channel")


def take_off(by: timedelta, now: datetime, **kwargs: object) -> None:
    """Look sooner: a clock was put back to `now` (aware)."""
    later = PageWatch.objects.filter(look_at__gt=now + LEASE)
    later.update(look_at=Greatest(F("look_at") - by, now + LEASE))


class PageWatch(models.Model):
    """One Page's watch. `told_at`: when Facebook last agreed to call us."""

    channel = models.OneToOneField(
        "publishing.Channel", on_delete=models.CASCADE, related_name="watch"
    )
    told_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(default=timezone.now)
    setbacks = models.PositiveSmallIntegerField(default=0)

    objects = PageWatchQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.channel_id}: {'told' if self.told_at else 'looking'}"

    @property
    def interval(self) -> timedelta:
        """Return the wait between two looks."""
        wait = timedelta(seconds=settings.FACEBOOK_LOOK_SECONDS)
        return wait * SELDOM if self.told_at else wait

    def is_told(self, now: datetime) -> bool:
        """Whether Facebook agreed to call us lately; old agreements are renewed."""
        return self.told_at is not None and now - self.told_at < RENEWED

    def claim(self, now: datetime) -> bool:
        """Take the look that is due; False when another worker has it."""
        due = PageWatch.objects.filter(pk=self.pk, look_at=self.look_at)
        self.look_at = now + LEASE
        return due.update(look_at=self.look_at) == 1

    def record_looked(self, told_at: datetime | None, looked_at: datetime) -> None:
        """Note that everything up to `looked_at` (aware) is known."""
        self.told_at, self.looked_at, self.setbacks = told_at, looked_at, 0
        self._next(looked_at + self.interval)

    def record_vain(self, wait: timedelta | None) -> None:
        """Note that the Page could not be read; the next look is later each time."""
        self.setbacks = min(self.setbacks + 1, 100)
        doubled = self.interval * 2 ** min(self.setbacks, 6)
        self._next(
            timezone.now() + max(min(doubled, LONGEST_WAIT), wait or timedelta())
        )

    def _next(self, look_at: datetime) -> None:
        held = PageWatch.objects.filter(pk=self.pk, look_at=self.look_at)
        held.update(
            told_at=self.told_at,
            looked_at=self.looked_at,
            look_at=look_at,
            setbacks=self.setbacks,
        )

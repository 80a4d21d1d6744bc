"""Where things are published: one row for each place."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.credentials import decrypt, encrypt, needs_older_key, reseal
from publishing.days_off import NO_DAYS_OFF, DaysOff, OnHolidays
from publishing.models.blocked import BlockedDays
from publishing.models.town_holidays import TownHolidays
from publishing.rhythm import Clash, QuietHours, Rhythm, Slot

if TYPE_CHECKING:
    from publishing.models.publication import Publication

#: Where only the number of items is bounded, the turns are still taken one by one.
LEAST_SPACING = timedelta(minutes=1)


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Channels, by what can be done with them."""

    def open(self) -> "QuerySet[Channel]":
        """Return the channels that things may be planned for."""
        return self.exclude(state=Channel.State.CLOSED)

    def behind_older_keys(self) -> "list[Channel]":
        """Return the channels whose credentials the newest key doesn't open."""
        sealed = self.exclude(sealed_credentials="").order_by("pk")
        return [each for each in sealed if needs_older_key(each.sealed_credentials)]

    def resume_rested(self, now: datetime) -> None:
        """Let those channels send again whose pause is over by `now` (aware)."""
        for channel in self.filter(state=Channel.State.PAUSED, paused_until__lte=now):
            channel.resume_rested(now)

    def take_off(self, by: timedelta, now: datetime) -> None:
        """Let pauses end, and turns come, sooner: a clock was put back to `now`."""
        for name in ("paused_until", "next_turn_at"):
            waits = self.filter(**{f"{name}__gt": now})
            waits.update(**{name: Greatest(F(name) - by, now)})


class Channel(models.Model):
    """A place where the town publishes; its behaviour is its kind's Transport."""

    class Kind(models.TextChoices):
        FACEBOOK = "facebook", _("Facebook Page")
        NEWSLETTER = "newsletter", _("Newsletter")

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        ATTENTION = "attention", _("needs attention")
        CLOSED = "closed", _("closed")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=100)
    remote_id = models.CharField(
        _("identifier there"),
        max_length=100,
        blank=True,
        help_text=_("The Page's number on Facebook; empty for the newsletter."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.ACTIVE
    )
    reason = models.TextField(_("why it is paused"), blank=True)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)
    slots = models.JSONField(
        _("slots"),
        default=list,
        blank=True,
        help_text=_("When the town publishes: weekday (0 is Monday) and town time."),
    )
    on_holidays = models.CharField(
        _("what is meant for a public holiday goes out"),
        max_length=10,
        choices=OnHolidays.choices,
        default=OnHolidays.AS_USUAL,
        blank=True,
    )
    spacing = models.PositiveSmallIntegerField(
        _("minutes between two items"),
        default=0,
        validators=[MaxValueValidator(24 * 60)],
    )
    most_per_day = models.PositiveSmallIntegerField(
        _("most items on a day"),
        default=0,
        help_text=_("0 means as many as there are."),
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    next_turn_at = models.DateTimeField(null=True, editable=False)
    turn_of = models.CharField(max_length=12, blank=True, editable=False)
    sealed_credentials = models.TextField(default="", blank=True, editable=False)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "remote_id"], name="one_channel_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public(self) -> bool:
        """Whether everybody can read what stands there."""
        return self.kind == self.Kind.FACEBOOK

    @property
    def gathers(self) -> bool:
        """Whether items travel there inside a carrier (an issue), not alone."""
        return self.kind == self.Kind.NEWSLETTER

    @property
    def credentials(self) -> dict[str, str]:
        """Return the credentials in clear, {} when there are none.

        Raises publishing.credentials.CredentialsLost when no key opens them.
        """
        return json.loads(decrypt(self.sealed_credentials) or "{}")

    def connect(self, credentials: dict[str, str]) -> None:
        """Seal and keep new credentials; the channel becomes active."""
        self.sealed_credentials = encrypt(json.dumps(credentials))
        self.save(update_fields=["sealed_credentials"])
        self.resume()

    def reseal(self) -> bool:
        """Seal the credentials with the newest key; False: others came meanwhile.

        Raises publishing.credentials.CredentialsLost when no key opens them.
        """
        same = Channel.objects.filter(
            pk=self.pk, sealed_credentials=self.sealed_credentials
        )
        return same.update(sealed_credentials=reseal(self.sealed_credentials)) == 1

    def pause(self, reason: str, until: datetime | None = None) -> bool:
        """Stop sending, with a sentence for people; what is planned waits.

        With `until` (aware) it goes on by itself then; without, it needs
        attention from a person. Returns whether that is a turn: False when it
        stood so already, was closed, or got other credentials meanwhile (the
        trouble was with the old ones).
        """
        state = self.State.PAUSED if until else self.State.ATTENTION
        same = Channel.objects.filter(
            pk=self.pk, sealed_credentials=self.sealed_credentials
        ).exclude(state=self.State.CLOSED)
        if until:
            same = same.exclude(state=self.State.ATTENTION)
        now = {"state": state, "reason": reason, "paused_until": until}
        turned = same.exclude(state=state).update(**now) == 1
        if not turned:
            same.filter(state=state).update(**now)
        self.refresh_from_db()
        return turned

    def resume(self) -> None:
        """Send again; what waited is looked at at once."""
        self._resume(Q())

    def resume_rested(self, now: datetime) -> bool:
        """Send again if its pause is over by `now` (aware).

        False when somebody else has paused it meanwhile: that stays so.
        """
        return self._resume(Q(state=self.State.PAUSED, paused_until__lte=now))

    def _resume(self, condition: Q) -> bool:
        mine = Channel.objects.filter(condition, pk=self.pk)
        resumed = mine.update(state=self.State.ACTIVE, reason="", paused_until=None)
        if resumed:
            self.publications.filter(due_at__isnull=False).update(
                due_at=Greatest(F("at"), timezone.now()), handed_at=None
            )
        self.refresh_from_db(fields=["state", "reason", "paused_until"])
        return resumed == 1

    def is_sending(self, now: datetime) -> bool:
        """Whether something may leave on this channel at `now` (aware)."""
        if self.state == self.State.PAUSED:
            return self.paused_until is not None and self.paused_until <= now
        return self.state == self.State.ACTIVE

    @property
    def rhythm(self) -> Rhythm:
        """Return when this channel publishes; asks once for the blocked days."""
        return self.rhythm_among(BlockedDays.objects.of(self))

    def rhythm_among(self, rows: Iterable[BlockedDays]) -> Rhythm:
        """Return when this channel publishes, given the blocked days of all."""
        quiet = None
        if self.quiet_from and self.quiet_until:
            quiet = QuietHours(self.quiet_from, self.quiet_until)
        return Rhythm(
            slots=tuple(_slot(**slot) for slot in self.slots),
            spacing=timedelta(minutes=self.spacing),
            most_per_day=self.most_per_day,
            quiet=quiet,
            blocked=tuple(
                row.blocked for row in rows if row.channel_id in (None, self.pk)
            ),
            days_off=self._days_off,
        )

    @property
    def _days_off(self) -> DaysOff:
        if not self.on_holidays:
            return NO_DAYS_OFF
        return DaysOff(self.on_holidays, TownHolidays.of_the_town().public)

    def next_slot(
        self, after: datetime, besides: "Publication | None" = None
    ) -> datetime:
        """Return the first free slot later than `after` (aware), in town time.

        Slots are wall times of the town, so eight o'clock stays eight o'clock
        when the clocks change. Without slots, the next free quarter of an hour.
        """
        return self.rhythm.next_free(after, self.publications.taken(after, besides))

    def why_not(
        self, at: datetime, besides: "Publication | None" = None
    ) -> Clash | None:
        """Return what is against publishing at `at` (aware), None for nothing."""
        return self.rhythm.why_not(at, self.publications.taken(at, besides))

    @property
    def takes_turns(self) -> bool:
        """Whether its items have to keep a distance when they are sent."""
        return bool(self.spacing or self.most_per_day)

    def take_turn(self, publication: "Publication", now: datetime) -> bool:
        """Let `publication` be the next to leave; False while another one has the turn.

        Who has it keeps it: it tries again without waiting for itself.
        """
        apart = max(timedelta(minutes=self.spacing), LEAST_SPACING)
        free = Q(next_turn_at=None) | Q(next_turn_at__lte=now)
        mine = Channel.objects.filter(free | Q(turn_of=publication.pk), pk=self.pk)
        turned = mine.update(next_turn_at=now + apart, turn_of=publication.pk) == 1
        self.refresh_from_db(fields=["next_turn_at", "turn_of"])
        return turned

    def give_turn_back(self, publication: "Publication") -> None:
        """Let another one leave at once: `publication` did not, and won't."""
        Channel.objects.filter(pk=self.pk, turn_of=publication.pk).update(
            next_turn_at=None, turn_of=""
        )


def _slot(
    weekday: int, time: str, every: int = 1, since: str = "", of_month: int = 0
) -> Slot:
    """Return a slot as it is kept in a channel's `slots`."""
    begins = date.fromisoformat(since) if since else date.min
    wall = wall_time.fromisoformat(time)
    return Slot(weekday, wall, every=every, since=begins, of_month=of_month)

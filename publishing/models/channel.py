"""Where things are published: one row for each place."""

import json
from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.credentials import decrypt, encrypt


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Channels, by what can be done with them."""

    def open(self) -> "QuerySet[Channel]":
        """Return the channels that things may be planned for."""
        return self.exclude(state=Channel.State.CLOSED)

    def resume_rested(self, now: datetime) -> None:
        """Let those channels send again whose pause is over by `now` (aware)."""
        for channel in self.filter(state=Channel.State.PAUSED, paused_until__lte=now):
            channel.resume()


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
        self.state, self.reason, self.paused_until = self.State.ACTIVE, "", None
        self.save(update_fields=["state", "reason", "paused_until"])
        self.publications.filter(due_at__isnull=False).update(
            due_at=Greatest(F("at"), timezone.now()), handed_at=None
        )

    def is_sending(self, now: datetime) -> bool:
        """Whether something may leave on this channel at `now` (aware)."""
        if self.state == self.State.PAUSED:
            return self.paused_until is not None and self.paused_until <= now
        return self.state == self.State.ACTIVE

    def next_slot(self, after: datetime) -> datetime:
        """Return the first slot later than `after` (aware), in town time.

        Slots are wall times of the town, so eight o'clock stays eight o'clock
        when the clocks change. Without slots, the next full quarter of an hour.
        """
        local = timezone.localtime(after)
        found = [
            moment
            for slot in self.slots
            if (moment := _slot_after(local, slot)) is not None
        ]
        if found:
            return min(found)
        quarter = local.replace(second=0, microsecond=0)
        return quarter + timedelta(minutes=15 - quarter.minute % 15)


def _slot_after(local: datetime, slot: dict) -> datetime | None:
    wall = time.fromisoformat(slot["time"])
    for days in range(8):
        day = local.date() + timedelta(days=days)
        moment = timezone.make_aware(datetime.combine(day, wall))
        if day.weekday() == slot["weekday"] and moment > local:
            return moment
    return None

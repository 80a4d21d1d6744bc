"""Which kind of item goes to which channel, and when: the town's own rules."""

from datetime import datetime, time, timedelta

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from publishing.models.channel import Channel
from publishing.models.publication import Publication
from publishing.town_time import at_town_time, in_town, say_hour


class Rule(models.Model):
    """One kind of item on one kind of channel, for one occasion.

    Days count back from the date of the item to a town time ("two days before,
    at 18:00"), or, without one, to the channel's next slot from that day on;
    hours count back from the start itself. What has no date, or was approved too
    late for it, is announced at the next slot.
    """

    class Unit(models.TextChoices):
        SLOT = "slot", _("as soon as possible")
        DAYS = "days", _("days before")
        HOURS = "hours", _("hours before")

    kind = models.CharField(_("kind"), max_length=30)
    channel_kind = models.CharField(
        _("channel"), max_length=20, choices=Channel.Kind.choices
    )
    wave = models.CharField(
        _("occasion"),
        max_length=20,
        choices=Publication.Wave.choices,
        default=Publication.Wave.ANNOUNCE,
    )
    unit = models.CharField(
        _("when"), max_length=5, choices=Unit.choices, default=Unit.SLOT
    )
    number = models.PositiveSmallIntegerField(_("how many"), default=0)
    at = models.TimeField(_("at"), null=True, blank=True)
    ticked = models.BooleanField(_("ticked"), default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["kind", "channel_kind", "wave"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "channel_kind", "wave"],
                name="one_rule_per_kind_channel_and_wave",
                violation_error_message=_("There is such a rule already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.channel_kind}: {self.says}"

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what there is one rule for."""
        return self.kind, self.channel_kind, self.wave

    def before(self, start: datetime) -> datetime | None:
        """Return from when (aware) it goes out, of what begins at `start` (aware).

        None for the next slot, whatever the date.
        """
        if self.unit == self.Unit.SLOT:
            return None
        if self.unit == self.Unit.HOURS:
            return in_town(start - timedelta(hours=self.number))
        day = in_town(start).date() - timedelta(days=self.number)
        return at_town_time(day, self.at or time.min)

    @property
    def at_a_slot(self) -> bool:
        """Whether it takes a slot of the channel, not a time of its own."""
        return self.unit == self.Unit.SLOT or (
            self.unit == self.Unit.DAYS and self.at is None
        )

    @property
    def says(self) -> str:
        """Return when it goes out, in words."""
        if self.unit == self.Unit.SLOT:
            return gettext("at the next free slot")
        if self.unit == self.Unit.HOURS:
            sentence = ngettext(
                "%(number)d hour before", "%(number)d hours before", self.number
            )
            return sentence % {"number": self.number}
        sentence = gettext("on the day")
        if self.number:
            sentence = ngettext(
                "%(number)d day before", "%(number)d days before", self.number
            ) % {"number": self.number}
        if self.at is None:
            return gettext("%(days)s, at a free slot") % {"days": sentence}
        hour = say_hour(self.at)
        return gettext("%(days)s, at %(hour)s") % {"days": sentence, "hour": hour}

    @property
    def occasion(self) -> str:
        """Return the occasion, as a heading says it."""
        return capfirst(self.get_wave_display())

"""When an event is reminded of: the town's times for each kind and wave."""

from datetime import datetime, time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.publication import Publication
from publishing.town_time import at_town_time, in_town

#: The waves that follow the announcement.
LATER = [
    (wave.value, wave.label)
    for wave in Publication.Wave
    if wave != Publication.Wave.ANNOUNCE
]


class WaveTime(models.Model):
    """How long before the start of what a page announces a wave goes out.

    Days count back to a town time ("two days before, at 18:00"); hours count
    back from the start itself.
    """

    class Unit(models.TextChoices):
        DAYS = "days", _("days before")
        HOURS = "hours", _("hours before")

    kind = models.CharField(_("kind"), max_length=30)
    wave = models.CharField(_("occasion"), max_length=20, choices=LATER)
    number = models.PositiveSmallIntegerField(_("how many"))
    unit = models.CharField(
        _("unit"), max_length=5, choices=Unit.choices, default=Unit.DAYS
    )
    at = models.TimeField(
        _("at"), default=time(18), help_text=_("For days: the time of that day.")
    )

    class Meta:
        verbose_name = _("time of a reminder")
        verbose_name_plural = _("times of reminders")
        ordering = ["kind", "wave"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "wave"], name="one_time_per_kind_and_wave"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.wave}"

    def before(self, start: datetime) -> datetime:
        """Return the instant (aware) of this wave of what begins at `start` (aware)."""
        if self.unit == self.Unit.HOURS:
            return in_town(start - timedelta(hours=self.number))
        day = in_town(start).date() - timedelta(days=self.number)
        return at_town_time(day, self.at)

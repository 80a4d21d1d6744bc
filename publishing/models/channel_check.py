"""What was found when a channel was checked, and of which ends people were warned."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.channel import Channel

#: Somebody hears of an end this many days before.
WARNED_BEFORE = (14, 7, 1)


class ChannelCheck(models.Model):
    """One look at a channel's health, in the town's language."""

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="checks"
    )
    checked_at = models.DateTimeField(_("checked at"))
    findings = models.JSONField(
        default=list, help_text="One object for each thing: name, ok, sentence."
    )

    class Meta:
        ordering = ["-checked_at", "-pk"]
        indexes = [models.Index(fields=["channel", "-checked_at"])]

    def __str__(self) -> str:
        return f"{self.channel}, {self.checked_at}"

    @property
    def well(self) -> bool:
        """Whether nothing was found wrong."""
        return all(finding["ok"] is not False for finding in self.findings)

    @property
    def most_urgent_first(self) -> list[dict[str, Any]]:
        """Return what is wrong, then what a person must judge, then what is well."""
        order = (False, None, True)
        return sorted(self.findings, key=lambda finding: order.index(finding["ok"]))


class EndWarning(models.Model):
    """The managers were warned, so many days before, of what ends."""

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="end_warnings"
    )
    key = models.CharField(max_length=60)
    ends_on = models.DateField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "key", "ends_on", "days"], name="one_warning_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel}, {self.key}: {self.ends_on}, {self.days}"

    @classmethod
    def is_new(cls, channel: Channel, key: str, ends_at: datetime, today: date) -> bool:
        """Note that people are warned of `ends_at` by `today`; False: they were.

        Whoever hears of it late hears once, not once for each missed warning.
        """
        ends_on = ends_at.date()
        left = (ends_on - today).days
        noted = [
            cls.objects.get_or_create(
                channel=channel, key=key, ends_on=ends_on, days=days
            )
            for days in WARNED_BEFORE
            if left <= days
        ]
        return any(created for _warning, created in noted)

"""The history of fans that nobody can retire."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Channel


class FanCount(models.Model):
    """Fans of one channel on one day (town time)."""

    class Source(models.TextChoices):
        MEASURED = "measured", _("measured")
        DEMONSTRATION = "demonstration", _("demonstration data")

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="fan_counts"
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("fans"))
    source = models.CharField(
        _("source"), max_length=20, choices=Source.choices, default=Source.MEASURED
    )

    class Meta:
        verbose_name = _("fan count")
        verbose_name_plural = _("fan counts")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "day"], name="one_count_per_channel_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.day}: {self.count}"


class MissingCount(models.Model):
    """A channel that could not be counted last time, and why.

    Unknown is not zero: such a day has no FanCount, and the desk says so until
    the next count succeeds.
    """

    channel = models.OneToOneField(
        Channel, on_delete=models.CASCADE, related_name="missing_count"
    )
    day = models.DateField(_("day"))
    reason = models.TextField(_("why"))

    class Meta:
        verbose_name = _("missing count")
        verbose_name_plural = _("missing counts")

    def __str__(self) -> str:
        return f"{self.channel} {self.day}: {self.reason}"

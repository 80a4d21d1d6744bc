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

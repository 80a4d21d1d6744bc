"""Days on which the town publishes nothing: mourning, works, a holiday."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from publishing.rhythm import Blocked
from publishing.town_time import in_town

if TYPE_CHECKING:
    from publishing.models.channel import Channel

#: Longer than this is a mistake in the year.
LONGEST = timedelta(days=366)


class BlockedDaysQuerySet(models.QuerySet["BlockedDays"]):
    """Blocked days, by what they hold for."""

    def of(self, channel: "Channel") -> "BlockedDaysQuerySet":
        """Return those of `channel`, its own and those of all channels."""
        return self.filter(Q(channel=None) | Q(channel=channel))

    def why(self, now: datetime, channel: str) -> "QuerySet[BlockedDays, dict]":
        """Return, for a subquery, why the town's day at `now` (aware) is blocked.

        `channel` names the outer row's reference to its channel.
        """
        today = in_town(now).date()
        return self.filter(
            Q(channel=None) | Q(channel=OuterRef(channel)),
            first__lte=today,
            last__gte=today,
        ).values("why")[:1]


class BlockedDays(models.Model):
    """From one day to another, nothing goes out, on one channel or on all."""

    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    why = models.CharField(_("why"), max_length=100)
    channel = models.ForeignKey(
        "publishing.Channel",
        verbose_name=_("channel"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Leave empty for all channels."),
    )

    objects = BlockedDaysQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked days")
        verbose_name_plural = _("blocked days")
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="blocked_days_end_after_they_begin",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}: {self.why}"

    @property
    def blocked(self) -> Blocked:
        """Return the days as a rhythm knows them."""
        return Blocked(self.first, self.last, self.why)

    def clean(self) -> None:
        """Refuse a span so long that it must be a slip of the pen."""
        if self.first and self.last and self.last - self.first > LONGEST:
            message = _("That is more than a year. Please check the last day.")
            raise ValidationError({"last": message})

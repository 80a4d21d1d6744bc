"""How many people were forgotten because their time was over: a count, nobody known."""

from typing import cast

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models.subscriber import Subscriber


class Erasures(models.Model):
    """What the rule of three years did on one town day."""

    day = models.DateField(_("day"))
    state = models.CharField(max_length=20, choices=Subscriber.State.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("erasures of a day")
        verbose_name_plural = _("erasures")
        ordering = ["-day", "state"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "state"], name="one_count_of_erasures_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count} {self.state}"

    @classmethod
    def add(cls, state: str) -> None:
        """Count one person of this state."""
        row = cls.objects.get_or_create(day=timezone.localdate(), state=state)[0]
        cls.objects.filter(pk=row.pk).update(count=cast(int, F("count") + 1))

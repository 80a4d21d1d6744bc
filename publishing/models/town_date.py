"""The dates of commerce that the town keeps: sales, Black Friday, Mother's Day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class TownDate(models.Model):
    """One date, or some days, that shops prepare for; it stands on the calendar."""

    name = models.CharField(_("name"), max_length=80)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("date of commerce")
        verbose_name_plural = _("dates of commerce")
        ordering = ["first", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="town_date_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["name", "first"], name="one_town_date_of_a_name_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.first})"

"""Days on which a shop's usual hours don't hold: holidays, bridges, late evenings."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from shops.wording import say_days


class DaysApart(Orderable):
    """Days in a row on which the shop is closed, or open at other hours.

    In town time. Several rows with the same days are several stretches of them.
    """

    shop = ParentalKey(
        "shops.ShopPage", on_delete=models.CASCADE, related_name="days_apart"
    )
    first_day = models.DateField(gettext_lazy("first day"))
    last_day = models.DateField(gettext_lazy("last day"))
    opens = models.TimeField(
        gettext_lazy("opens"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: closed."),
    )
    closes = models.TimeField(gettext_lazy("closes"), null=True, blank=True)
    why = models.CharField(gettext_lazy("why"), max_length=60, blank=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
        FieldPanel("why"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = gettext_lazy("days with other hours")
        verbose_name_plural = gettext_lazy("days with other hours")

    def __str__(self) -> str:
        return self.days

    @property
    def days(self) -> str:
        """Return the days in words."""
        return say_days(self.first_day, self.last_day)

    def clean(self) -> None:
        """Refuse an end before the start, and half a stretch."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.first_day and self.last_day and self.last_day < self.first_day:
            wrong["last_day"] = _("The last day comes before the first.")
        if (self.opens is None) != (self.closes is None):
            wrong["closes"] = _("Say both when it opens and when it closes.")
        elif self.opens is not None and self.opens == self.closes:
            wrong["closes"] = _("Closing can’t be at the same time.")
        if wrong:
            raise ValidationError(wrong)

"""A standstill: nothing leaves on any channel until somebody lets it go on."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _


class Choice(models.TextChoices):
    """What becomes of an item that waited."""

    NOW = "now", _("Send it now")
    NEXT_SLOT = "next_slot", _("At the next free time")
    DROP = "drop", _("Don’t send it")


class StandstillQuerySet(models.QuerySet["Standstill"]):
    """Standstills, by whether they hold."""

    def current(self) -> "Standstill | None":
        """Return the one that holds now, None when things may leave."""
        return self.filter(holds=True).select_related("started_by").first()


class Standstill(models.Model):
    """Who stopped everything, when and why; who let it go on, and with what.

    `choices` keeps, while it holds, what is to become of each item that waits, by
    its mark. `decided` keeps what became of each in the end: title, channel, and
    the choice in the words of `Choice`.
    """

    why = models.CharField(_("why"), max_length=200)
    started_at = models.DateTimeField(_("since"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    holds = models.BooleanField(default=True)
    ended_at = models.DateTimeField(_("until"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    choices = models.JSONField(default=dict)
    decided = models.JSONField(default=list)

    objects = StandstillQuerySet.as_manager()

    class Meta:
        verbose_name = _("standstill")
        verbose_name_plural = _("standstills")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["holds"], condition=Q(holds=True), name="one_standstill_at_once"
            )
        ]

    def __str__(self) -> str:
        return self.why

    def keep(self, choices: Mapping[str, Choice]) -> None:
        """Note what is to become of some of the items; others may note more."""
        with transaction.atomic():
            mine = Standstill.objects.select_for_update().filter(pk=self.pk).get()
            self.choices = {**mine.choices, **choices}
            self.save(update_fields=["choices"])

    @property
    def decisions(self) -> list[dict[str, str]]:
        """Return what was decided, the choices in the reader's language."""
        return [
            {**one, "choice": str(Choice(one["choice"]).label)} for one in self.decided
        ]


def nothing_holds() -> Q:
    """Return the condition that no standstill holds, for a conditional UPDATE."""
    return ~Q(Exists(Standstill.objects.filter(holds=True)))

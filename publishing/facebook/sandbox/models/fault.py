"""Faults that can be switched on, to see what the engine makes of them."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class FaultQuerySet(models.QuerySet["Fault"]):
    """Faults, switched on and used up."""

    def switch_on(self, kind: str, times: int | None = 1) -> "Fault":
        """Let the next `times` calls suffer from `kind`; None: until switched off."""
        return self.update_or_create(kind=kind, defaults={"times": times})[0]

    def switch_off(self, kind: str) -> None:
        """Let calls be well again."""
        self.filter(kind=kind).delete()

    def strikes(self, kind: str) -> bool:
        """Use `kind` up once; whether it was switched on."""
        fault = self.filter(kind=kind).first()
        if fault is None or fault.times is None:
            return fault is not None
        mine = self.filter(pk=fault.pk)
        struck = mine.filter(times__gt=0).update(times=F("times") - 1) == 1
        mine.filter(times=0).delete()
        return struck


class Fault(models.Model):
    """One fault, switched on for some calls."""

    class Kind(models.TextChoices):
        TIMEOUT = "timeout", _("Takes the post, answers too late")
        DROP = "drop", _("Takes the post, cuts the connection")
        ERROR_AFTER = "error_after", _("Takes the post, answers with error 500")
        ERROR_BEFORE = "error_before", _("Answers with error 500, takes nothing")
        RATE_LIMIT = "rate_limit", _("Too many calls: asks to wait a minute")
        NEARLY_FULL = "nearly_full", _("Calls nearly used up: 85 %, rest a minute")
        BLOCKED = "blocked", _("Blocks the Page for posting too often")
        NOT_LIVE = "not_live", _("The application is not live: posts are hidden")
        EXPIRED = "expired", _("The token has expired")
        SLOW = "slow", _("Answers slowly")

    kind = models.CharField(max_length=20, choices=Kind.choices, unique=True)
    times = models.PositiveIntegerField(null=True)

    objects = FaultQuerySet.as_manager()

    def __str__(self) -> str:
        return self.get_kind_display()

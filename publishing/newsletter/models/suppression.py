"""Who must not be written to again, remembered without the address."""

import hmac
from collections.abc import Iterable
from hashlib import sha256

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models import Secret
from publishing.newsletter.models.address import normalised
from publishing.town_time import say_full_date

KEY = "newsletter.suppressions"
#: How many addresses are looked up with one query.
AT_ONCE = 500


def fingerprint(email: str, key: bytes) -> str:
    """Return a keyed hash: nobody gets the address back, or tries a list, without it."""
    return hmac.new(key, normalised(email).encode(), sha256).hexdigest()


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    """Suppressions, looked up by address."""

    def keep(self, email: str, why: str) -> None:
        """Remember not to write to this address."""
        mark = fingerprint(email, Secret.named(KEY))
        self.update_or_create(
            fingerprint=mark, defaults={"why": why, "since": timezone.now()}
        )

    def lift(self, email: str) -> None:
        """Forget it: the person herself wants to come back."""
        self.filter(fingerprint=fingerprint(email, Secret.named(KEY))).delete()

    def of(self, email: str) -> "Suppression | None":
        """Return what holds against this address."""
        return self.among([email]).get(normalised(email))

    def among(self, emails: Iterable[str]) -> dict[str, "Suppression"]:
        """Return those of `emails`, as they are kept, that something holds against."""
        key = Secret.named(KEY)
        marks = {
            fingerprint(address, key): address for address in map(normalised, emails)
        }
        wanted = list(marks)
        found: dict[str, Suppression] = {}
        for start in range(0, len(wanted), AT_ONCE):
            some = self.filter(fingerprint__in=wanted[start : start + AT_ONCE])
            found |= {marks[each.fingerprint]: each for each in some}
        return found


class Suppression(models.Model):
    """One address that only its owner can bring back, kept as a keyed hash.

    It outlives the subscriber's row, so an old list can't revive who left.
    """

    class Why(models.TextChoices):
        LEFT = "left", _("unsubscribed")
        ERASED = "erased", _("had everything erased")
        UNREACHABLE = "unreachable", _("the address doesn’t exist")
        COMPLAINED = "complained", _("reported the mail as unwanted")

    fingerprint = models.CharField(max_length=64, unique=True)
    why = models.CharField(_("why"), max_length=20, choices=Why.choices)
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppressions")

    def __str__(self) -> str:
        return f"{self.get_why_display()}, {say_full_date(self.since)}"

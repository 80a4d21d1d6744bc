"""How each subscriber agreed, and how she left: records that are only added."""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models import Secret
from publishing.town_time import say_full_date

KEY = "newsletter.consents"


def without_the_last_part(address: str | None) -> str | None:
    """Return an IP address cut to its network (/24, /48), None for nonsense.

    Enough to show a pattern of false sign-ups, too little to name a household.
    """
    try:
        ip = ip_address(address or "")
    except ValueError:
        return None
    length = 24 if ip.version == 4 else 48
    return str(ip_network(f"{ip}/{length}", strict=False).network_address)


class ConsentQuerySet(models.QuerySet["Consent"]):
    """The records of one subscriber, oldest first."""

    def words_agreed_to(self) -> dict[str, str]:
        """Return the words that were last put before her, and their version."""
        asked = self.filter(what__in=(Consent.What.ASKED, Consent.What.INVITED)).last()
        return {
            "wording": asked.wording if asked else "",
            "wording_version": asked.wording_version if asked else "",
        }


class Consent(models.Model):
    """One link of the chain: what was said, when, from where, in which words.

    Each record carries a keyed hash of itself and of the one before it, so that
    a record changed, or taken out between two others, in the database shows.
    """

    class What(models.TextChoices):
        ASKED = "asked", _("asked to sign up")
        INVITED = "invited", _("invited by mail")
        CONFIRMED = "confirmed", _("confirmed by the link in the mail")
        BY_HAND = "by_hand", _("added by hand")
        RENEWED = "renewed", _("asked to go on getting it")
        WITHDRAWN = "withdrawn", _("unsubscribed")

    class Source(models.TextChoices):
        FORM = "form", _("sign-up form")
        LINK = "link", _("link in a mail")
        ONE_CLICK = "one_click", _("button of the mail program")
        MAIL = "mail", _("mail sent by the mail program")
        COMPLAINT = "complaint", _("reported as unwanted")
        PROVIDER = "provider", _("button of the mail provider")
        DESK = "desk", _("the town's desk")
        IMPORT = "import", _("imported list")

    subscriber = models.ForeignKey(
        "newsletter.Subscriber", on_delete=models.CASCADE, related_name="consents"
    )
    what = models.CharField(_("what"), max_length=20, choices=What.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    source = models.CharField(_("from where"), max_length=20, choices=Source.choices)
    wording = models.TextField(_("in which words"), blank=True)
    wording_version = models.CharField(_("version"), max_length=20, blank=True)
    ip = models.GenericIPAddressField(
        _("network"), null=True, help_text=_("Without its last part.")
    )
    operator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by whom"),
    )
    by_whom = models.CharField(
        _("by whom"),
        max_length=150,
        blank=True,
        help_text=_("Stays when the account is gone; empty: the person herself."),
    )
    seal = models.CharField(max_length=64, default="", editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {say_full_date(self.at)}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Add it to the chain; a record that stands there is never changed."""
        if self.pk is not None:
            raise TypeError("A consent is evidence: add another one.")
        if self.operator and not self.by_whom:
            self.by_whom = self.operator.get_full_name() or self.operator.get_username()
        with transaction.atomic():
            # One at a time: two records must not follow the same one.
            people = type(self.subscriber)._base_manager.select_for_update()
            people.filter(pk=self.subscriber_id).values_list("pk").first()
            former = self.subscriber.consents.order_by("pk").last()
            self.seal = self._sealed_after(former.seal if former else "")
            super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_hers(self) -> bool:
        """Return whether the person gave a sign of life."""
        return self.what != self.What.INVITED

    def _sealed_after(self, former: str) -> str:
        said = [
            former,
            self.subscriber_id,
            self.what,
            self.at.astimezone(UTC).isoformat(),
            self.source,
            self.wording,
            self.wording_version,
            self.ip or "",
            self.by_whom,
        ]
        return hmac.new(
            Secret.named(KEY), json.dumps(said).encode(), sha256
        ).hexdigest()


def is_unbroken(chain: Iterable[Consent]) -> bool:
    """Return whether all records of one subscriber stand as they were written."""
    former = ""
    for consent in chain:
        if not hmac.compare_digest(consent.seal, consent._sealed_after(former)):
            return False
        former = consent.seal
    return True

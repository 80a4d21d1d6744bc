"""How each subscriber agreed, and how she left: records that are only added."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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


class Consent(models.Model):
    """One link of the chain: what was said, when, from where, in which words."""

    class What(models.TextChoices):
        ASKED = "asked", _("asked to sign up")
        CONFIRMED = "confirmed", _("confirmed by the link in the mail")
        BY_HAND = "by_hand", _("added by hand")
        WITHDRAWN = "withdrawn", _("unsubscribed")

    class Source(models.TextChoices):
        FORM = "form", _("sign-up form")
        LINK = "link", _("link in a mail")
        ONE_CLICK = "one_click", _("button of the mail program")
        MAIL = "mail", _("mail sent by the mail program")
        COMPLAINT = "complaint", _("reported as unwanted")
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

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {timezone.localtime(self.at):%Y-%m-%d}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Add it to the chain; a record that stands there is never changed."""
        if self.pk is not None:
            raise TypeError("A consent is evidence: add another one.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

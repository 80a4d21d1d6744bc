"""Who may decide by mail in the commerce manager's place."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class Deputy(models.Model):
    """Somebody without an account who gets each item by mail and may decide on it."""

    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), unique=True)
    active = models.BooleanField(
        _("gets each item now"),
        default=True,
        help_text=_("Take the tick away, and links that were sent decide nothing."),
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="fr"
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("email"),
        FieldPanel("language"),
        FieldPanel("active"),
    ]

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

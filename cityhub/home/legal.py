"""What a town's site must say of itself by law, kept as facts; pages tell them.

France: who publishes and hosts it (law 2004-575, article 1-1), what becomes of
personal data (GDPR, article 13), and how accessible it is (law 2005-102, article 47).
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class Compliance(models.TextChoices):
    """How far the site meets the accessibility standard, as an audit found."""

    FULL = "full", _("fully compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


@register_setting(icon="info-circle", order=110)
class LegalNotice(BaseSiteSetting):
    """Who publishes, hosts and answers for the site."""

    publisher = models.CharField(
        _("who publishes the site"),
        max_length=200,
        blank=True,
        help_text=_("The town or the association, by its full name."),
    )
    director = models.CharField(
        _("publishing director"),
        max_length=120,
        blank=True,
        help_text=_("A person; for a town, as a rule, the mayor."),
    )
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    host = models.CharField(
        _("who hosts it"),
        max_length=300,
        blank=True,
        help_text=_("Name, address and telephone of the hosting company."),
    )
    data_protection_officer = models.EmailField(
        _("data protection officer"),
        blank=True,
        help_text=_("Her e-mail address. Empty: people write to the town's contact."),
    )
    compliance = models.CharField(
        _("accessibility"),
        max_length=10,
        choices=Compliance.choices,
        default=Compliance.NONE,
        help_text=_("Without an audit, the law has it called not compliant."),
    )
    audit = models.CharField(
        _("the audit"),
        max_length=300,
        blank=True,
        help_text=_("Who looked, when, and what share of the criteria is met."),
    )
    gaps = models.TextField(_("what is not accessible yet"), blank=True)

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("director"),
                FieldPanel("telephone"),
                FieldPanel("host"),
            ],
            heading=_("Legal notice"),
        ),
        FieldPanel("data_protection_officer"),
        MultiFieldPanel(
            [FieldPanel("compliance"), FieldPanel("audit"), FieldPanel("gaps")],
            heading=_("Accessibility"),
        ),
    ]

    class Meta:
        verbose_name = _("legal notice")
        verbose_name_plural = _("legal notices")

    def __str__(self) -> str:
        return self.publisher

    @property
    def is_complete(self) -> bool:
        """Whether it names all whom the law wants named."""
        return all((self.publisher, self.director, self.telephone, self.host))

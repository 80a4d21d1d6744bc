"""Whose public and school holidays the town keeps."""

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.days_off import public_holidays
from publishing.school import school_holidays


class TownHolidays(models.Model):
    """One row, or none: then France's public holidays, and no school holidays."""

    class Region(models.TextChoices):
        """Country and part of it, as the library `holidays` names them."""

        FRANCE = "FR", _("France")
        ALSACE_MOSELLE = "FR-57", _("France: Alsace and Moselle")
        GUADELOUPE = "FR-971", _("France: Guadeloupe")
        MARTINIQUE = "FR-972", _("France: Martinique")
        GUYANE = "FR-973", _("France: Guyane")
        REUNION = "FR-974", _("France: La Réunion")
        MAYOTTE = "FR-976", _("France: Mayotte")
        BELGIUM = "BE", _("Belgium")
        LUXEMBOURG = "LU", _("Luxembourg")
        MONACO = "MC", _("Monaco")
        FRIBOURG = "CH-FR", _("Switzerland: Fribourg")
        GENEVA = "CH-GE", _("Switzerland: Geneva")
        JURA = "CH-JU", _("Switzerland: Jura")
        NEUCHATEL = "CH-NE", _("Switzerland: Neuchâtel")
        VALAIS = "CH-VS", _("Switzerland: Valais")
        VAUD = "CH-VD", _("Switzerland: Vaud")

    class Zone(models.TextChoices):
        """The zones of the French school holidays, by their académies."""

        NONE = "", _("none")
        A = "A", _("Zone A: Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers")  # fmt: skip
        B = "B", _("Zone B: Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandy, Orléans-Tours, Reims, Rennes, Strasbourg")  # fmt: skip
        C = "C", _("Zone C: Créteil, Montpellier, Paris, Toulouse, Versailles")

    region = models.CharField(
        _("public holidays of"),
        max_length=10,
        choices=Region.choices,
        default=Region.FRANCE,
    )
    school_zone = models.CharField(
        _("school holidays of"), max_length=1, choices=Zone.choices, blank=True
    )

    class Meta:
        verbose_name = _("public and school holidays")
        verbose_name_plural = _("public and school holidays")

    def __str__(self) -> str:
        return self.get_region_display()

    @classmethod
    def of_the_town(cls) -> "TownHolidays":
        """Return what the manager has chosen, by one query."""
        return cls.objects.order_by("pk").first() or cls()

    @property
    def public(self) -> Mapping[date, str]:
        """Return the public holidays, named in the active language."""
        country, _dash, part = self.region.partition("-")
        return public_holidays(country, part or None)

    def school(self, first: date, last: date) -> dict[date, str]:
        """Return the school holidays' names by day; {} without a zone."""
        return (
            school_holidays(self.school_zone, first, last) if self.school_zone else {}
        )

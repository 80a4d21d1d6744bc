"""A part of the readers, described and never listed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.newsletter.models.subscriber import Subscriber, SubscriberQuerySet
from publishing.newsletter.people.merchants import directory


class Segment(models.Model):
    """Who is meant, by what is known of people and their shops.

    It holds no names: who belongs to it is asked at the moment of sending. What
    is left empty doesn't matter.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    roles = models.JSONField(_("roles"), default=list, blank=True)
    streets = models.JSONField(_("streets"), default=list, blank=True)
    categories = models.JSONField(_("kinds of shops"), default=list, blank=True)

    class Meta:
        verbose_name = _("group of readers")
        verbose_name_plural = _("groups of readers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def people(self) -> SubscriberQuerySet:
        """Return the subscribers it means now."""
        meant = Subscriber.objects.confirmed()
        if self.language:
            meant = meant.filter(language=self.language)
        if self.roles:
            meant = meant.filter(self._of_roles())
        if self.streets or self.categories:
            there = directory().emails(streets=self.streets, categories=self.categories)
            meant = meant.filter(email__in=there)
        return meant

    def _of_roles(self) -> Q:
        """Whoever works for a shop is a merchant, also when nobody wrote it down."""
        named = Q(role__in=self.roles)
        if Subscriber.Role.MERCHANT in self.roles:
            named |= Q(role="", email__in=directory().emails())
        return named

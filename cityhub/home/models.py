"""The home page and what the town says of itself."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Page


class HomePage(Page):
    """The town's front door."""

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "shops.ShopIndexPage",
        "events.EventIndexPage",
        "newsletter.NewsletterPage",
    ]

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


@register_setting(icon="home")
class TownSettings(BaseSiteSetting):
    """Name, logo and address of the town: what every page and mail shows."""

    name = models.CharField(_("name of the town"), max_length=80, default="CityHub")
    sentence = models.CharField(
        _("the town in one sentence"), max_length=160, blank=True
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
    )
    postal_address = models.CharField(
        _("postal address"),
        max_length=200,
        blank=True,
        help_text=_("Stands at the foot of the newsletter."),
    )
    contact_email = models.EmailField(_("contact"), blank=True)
    facebook_url = models.URLField(_("the Facebook Page"), blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("sentence"),
        FieldPanel("logo"),
        FieldPanel("postal_address"),
        FieldPanel("contact_email"),
        FieldPanel("facebook_url"),
    ]

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")

    def __str__(self) -> str:
        return self.name

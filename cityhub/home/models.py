"""The home page and what the town says of itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cityhub.home.legal import Compliance, LegalNotice
from events.models.agenda import Agenda
from publishing.contract import Audience
from publishing.models import TownHolidays
from shops.models import NewsPage
from shops.models.news import with_shops

NEWS_SHOWN = 6
DATES_SHOWN = 6


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

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page by its whole address, with what its template shows.

        Wagtail goes down the tree, two queries a level; this takes two. What is
        not found so (an address within a page) goes Wagtail's way.
        """
        address = self.url_path + "".join(f"{part}/" for part in path_components)
        page = Page.objects.filter(url_path=address).first()
        if page is None or page.pk == self.pk or page.specific_class is None:
            return super().route(request, path_components)
        shown_with = getattr(page.specific_class, "shown_with", ())
        found = page.specific_class._default_manager.select_related(*shown_with)
        return found.get(pk=page.pk).route(request, [])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """Add what is new and what comes next."""
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.seen_by(request.user).latest_first()
        agenda = Agenda.seen_by(Audience.seen_by(request.user))
        return context | {
            "news": with_shops(news[:NEWS_SHOWN]),
            "dates": agenda.coming(timezone.now())[:DATES_SHOWN],
        }


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

    @classmethod
    def base_queryset(cls) -> models.QuerySet["TownSettings"]:
        """Read along what each page tells besides, so that it costs no query.

        Whose public holidays the town keeps, and how accessible the site is.
        """
        region = TownHolidays.objects.order_by("pk").values("region")[:1]
        notice = LegalNotice.objects.filter(site=models.OuterRef("site"))
        return (
            super()
            .base_queryset()
            .annotate(
                region=models.Subquery(region),
                found_compliance=models.Subquery(notice.values("compliance")),
            )
        )

    @property
    def compliance(self) -> str:
        """Return in words how accessible the site is; French law wants it in view."""
        if "found_compliance" in self.__dict__:
            found = self.__dict__["found_compliance"]
        else:  # not read by the query above
            notice = LegalNotice.objects.filter(site=self.site_id)
            found = notice.values_list("compliance", flat=True).first()
        return str(Compliance(found or Compliance.NONE).label)

    @cached_property
    def public_holidays(self) -> Mapping[date, str]:
        """Return the public holidays that the town keeps."""
        if "region" not in self.__dict__:  # not read by the query above
            return TownHolidays.of_the_town().public
        kept = TownHolidays(region=self.region) if self.region else TownHolidays()
        return kept.public
